package io.foretide.forecaster.answers;

import io.foretide.runtime.CodedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which series a query means. */
final class Matcher {
  /** Always understood, also by a data set that has no such column. */
  private static final Set<String> COMMON =
      Set.of("product_id", "store_id", "category", "region", "symbol");

  private static final int SUGGESTIONS = 5;

  private Matcher() {}

  /**
   * The forecasts that pass every filter, in the order of their series.
   *
   * @throws CodedException FT-1503 if there is none; FT-1504 if a filter is no column of the data
   */
  static List<PublishedForecast> match(
      Map<String, List<String>> filters, Collection<PublishedForecast> forecasts) {
    List<PublishedForecast> found = new ArrayList<>();
    for (PublishedForecast forecast : forecasts) {
      if (passes(filters, forecast)) {
        found.add(forecast);
      }
    }
    if (found.isEmpty()) {
      throw nothing(filters, forecasts);
    }
    checkColumns(filters, forecasts);
    found.sort(Comparator.comparing(PublishedForecast::id));
    return found;
  }

  private static boolean passes(Map<String, List<String>> filters, PublishedForecast forecast) {
    for (var filter : filters.entrySet()) {
      String value = forecast.traits().get(filter.getKey());
      if (value == null || !filter.getValue().contains(value)) {
        return false;
      }
    }
    return true;
  }

  private static void checkColumns(
      Map<String, List<String>> filters, Collection<PublishedForecast> forecasts) {
    for (String name : filters.keySet()) {
      if (!COMMON.contains(name)
          && forecasts.stream().noneMatch(f -> f.traits().containsKey(name))) {
        Set<String> columns = new TreeSet<>();
        forecasts.forEach(forecast -> columns.addAll(forecast.traits().keySet()));
        throw new CodedException(
            "FT-1504",
            "unknown field \"%s\"; a request has the fields %s and filters by %s"
                .formatted(name, new TreeSet<>(ForecastQuery.FIELDS), columns));
      }
    }
  }

  private static CodedException nothing(
      Map<String, List<String>> filters, Collection<PublishedForecast> forecasts) {
    checkColumns(filters, forecasts);
    List<String> why = new ArrayList<>();
    for (var filter : filters.entrySet()) {
      Set<String> known = new TreeSet<>();
      forecasts.forEach(
          forecast -> {
            String value = forecast.traits().get(filter.getKey());
            if (value != null) {
              known.add(value);
            }
          });
      for (String wanted : filter.getValue()) {
        if (!known.contains(wanted)) {
          why.add(
              known.isEmpty()
                  ? "no series has a " + filter.getKey()
                  : "%s \"%s\" is not there, close to it are %s"
                      .formatted(filter.getKey(), wanted, closest(wanted, known)));
        }
      }
    }
    if (why.isEmpty()) {
      why.add("each value is there, but not together");
    }
    return new CodedException(
        "FT-1503", "no series matches " + filters + ": " + String.join("; ", why));
  }

  private static List<String> closest(String wanted, Set<String> known) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    return known.stream()
        .sorted(Comparator.comparingInt(value -> distance(lower, value.toLowerCase(Locale.ROOT))))
        .limit(SUGGESTIONS)
        .toList();
  }

  /** Levenshtein's, in one row. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
