package io.foretide.models.additive;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the model is made of, as matrices: of all series added up, and of the largest ones alone.
 * The trend and regressors are told along time, a seasonality over its period, holidays one by one.
 */
final class AdditiveExplanations {
  private static final int LARGEST = 3;
  private static final int PORTION = 512;

  private final Dataset data;
  private final HolidayCalendar calendar;

  AdditiveExplanations(Dataset data, HolidayCalendar calendar) {
    this.data = data;
    this.calendar = calendar;
  }

  List<Explanation> of(Function<Series, Components> model) {
    List<Series> all = data.series().stream().filter(one -> one.length() > 0).toList();
    ComponentSums sums = new ComponentSums(data.step());
    for (int from = 0; from < all.size(); from += PORTION) {
      // In order, so that the sums are the same bits whatever the threads do.
      all.subList(from, Math.min(all.size(), from + PORTION)).parallelStream()
          .map(model)
          .toList()
          .forEach(sums::add);
    }
    if (all.size() == 1) {
      return explain(sums, "", "of " + all.get(0).id());
    }
    List<Explanation> told =
        new ArrayList<>(explain(sums, "", "of all " + all.size() + " series together"));
    List<Series> largest =
        all.stream().sorted(Comparator.comparingDouble(one -> -total(one))).limit(LARGEST).toList();
    for (Series one : largest) {
      ComponentSums alone = new ComponentSums(data.step());
      alone.add(model.apply(one));
      told.addAll(explain(alone, "-of-" + (largest.indexOf(one) + 1), "of " + one.id()));
    }
    return told;
  }

  private static double total(Series series) {
    return IntStream.range(0, series.length())
        .mapToDouble(series::targetAt)
        .filter(Double::isFinite)
        .sum();
  }

  private List<Explanation> explain(ComponentSums sums, String suffix, String whose) {
    String unit = data.series().get(0).targetName();
    List<Explanation> told = new ArrayList<>();
    told.add(
        new Explanation(
            "trend" + suffix,
            "The trend and the fitted values " + whose + ", the steps ahead among them.",
            Look.lines("Trend " + whose, "time", unit),
            List.of("trend", "fitted"),
            sums.times(),
            new double[][] {sums.along(sums.trend()), sums.along(sums.fitted())}));
    for (String name : sums.names()) {
      String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + suffix;
      if (name.equals(Holidays.NAME)) {
        told.add(holidays(sums, slug, whose, unit));
      } else if (sums.period(name) > 0) {
        told.add(season(sums, name, slug, whose, unit));
      } else {
        told.add(
            new Explanation(
                slug,
                "What " + name + " adds " + whose + ", the steps ahead among them.",
                Look.lines(title(name, whose), "time", unit),
                List.of(name),
                sums.times(),
                new double[][] {sums.along(sums.amount(name))}));
      }
    }
    return told;
  }

  private Explanation season(
      ComponentSums sums, String name, String slug, String whose, String unit) {
    Cycle cycle = new Cycle(sums.period(name), data.step());
    return new Explanation(
        slug,
        "What the "
            + name
            + " seasonality adds "
            + whose
            + ": the mean over a year that ends with the"
            + " forecast.",
        Look.lines(title(name, whose), cycle.name(), unit),
        List.of(name),
        cycle.names(),
        new double[][] {sums.over(cycle, sums.amount(name))});
  }

  private Explanation holidays(ComponentSums sums, String slug, String whose, String unit) {
    Map<String, double[]> found = new TreeMap<>();
    Map<Long, List<String>> days =
        calendar.days(dayOf(sums.timeAt(0)), dayOf(sums.timeAt(sums.steps() - 1)));
    double[] amounts = sums.amount(Holidays.NAME);
    for (int i = 0; i < amounts.length; i++) {
      List<String> labels = days.getOrDefault(dayOf(sums.timeAt(i)), List.of());
      if (amounts[i] != 0 && !labels.isEmpty()) {
        // A label ends in the distance to the holiday, which is of no interest on the day itself.
        String name = String.join(" and ", labels).replace("+0", "");
        double[] sum = found.computeIfAbsent(name, key -> new double[2]);
        sum[0] += amounts[i];
        sum[1]++;
      }
    }
    return new Explanation(
        slug,
        "What each holiday adds " + whose + ": the mean over its steps.",
        Look.bars(title(Holidays.NAME, whose), "holiday", ""),
        List.copyOf(found.keySet()),
        List.of(unit),
        found.values().stream()
            .map(sum -> new double[] {ComponentSums.rounded(sum[0] / sum[1])})
            .toArray(double[][]::new));
  }

  private static long dayOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 86_400L);
  }

  private static String title(String name, String whose) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + " " + whose;
  }
}
