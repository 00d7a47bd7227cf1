package io.foretide.models.additive;

import io.foretide.models.kind.Settings;
import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The daily retail protocol T1: 20 series, five cutoffs, 28 days ahead, no future price. */
final class RetailProtocol {
  private static final int HORIZON = 28;
  private static final int SEASON = 7;
  private static final List<String> CUTOFFS =
      List.of("2022-05-13", "2022-06-10", "2022-07-08", "2022-08-05", "2022-09-02");

  private final List<Series> series;

  private RetailProtocol(List<Series> series) {
    this.series = series;
  }

  /** Columns unique_id, ds, y; every day of every series present. */
  static RetailProtocol read(Path csv) throws IOException {
    Map<String, List<String[]>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(csv)) {
      String[] parts = line.split(",");
      if (!parts[0].equals("unique_id")) {
        rows.computeIfAbsent(parts[0], id -> new ArrayList<>()).add(parts);
      }
    }
    List<Series> series = new ArrayList<>();
    rows.forEach(
        (id, list) -> {
          double[] sales = list.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray();
          series.add(
              new Series(
                  new SeriesId("bakery", List.of(id)),
                  Step.DAY,
                  LocalDate.parse(list.get(0)[1]).toEpochDay(),
                  "sales",
                  Map.of("sales", sales),
                  Map.of()));
        });
    return new RetailProtocol(series);
  }

  /** Every series up to every cutoff, with the settings of the reference scores. */
  List<ComparisonCase> cases() {
    List<ComparisonCase> cases = new ArrayList<>();
    for (String cutoff : CUTOFFS) {
      Instant end = cutoff(cutoff);
      for (Series one : series) {
        cases.add(
            new ComparisonCase(
                one.id().identity().get(0).replaceAll("[^A-Za-z0-9]", "_") + "-" + cutoff,
                new Context(one.upTo(end)),
                HORIZON,
                Settings.of("weekly", "on")));
      }
    }
    return cases;
  }

  /** Mean of the windows' MASE (season 7, scaled in sample); one forecast per case, in order. */
  double mase(List<double[]> forecasts) {
    double sum = 0;
    for (int c = 0; c < forecasts.size(); c++) {
      double[] actual = actual(c);
      double scale = scale(c);
      for (int h = 0; h < HORIZON; h++) {
        sum += Math.abs(actual[h] - forecasts.get(c)[h]) / scale;
      }
    }
    return sum / HORIZON / forecasts.size();
  }

  /** Percentage of actual values inside, over all windows. */
  double coverage(List<double[]> lower, List<double[]> upper) {
    int inside = 0;
    for (int c = 0; c < lower.size(); c++) {
      double[] actual = actual(c);
      for (int h = 0; h < HORIZON; h++) {
        inside += actual[h] >= lower.get(c)[h] && actual[h] <= upper.get(c)[h] ? 1 : 0;
      }
    }
    return 100.0 * inside / (lower.size() * HORIZON);
  }

  private double[] actual(int window) {
    Series whole = series.get(window % series.size());
    int from = history(window).length();
    return Arrays.copyOfRange(whole.target(), from, from + HORIZON);
  }

  private double scale(int window) {
    Series history = history(window);
    double sum = 0;
    for (int i = SEASON; i < history.length(); i++) {
      sum += Math.abs(history.targetAt(i) - history.targetAt(i - SEASON));
    }
    return sum / (history.length() - SEASON);
  }

  private Series history(int window) {
    Instant cutoff = cutoff(CUTOFFS.get(window / series.size()));
    return series.get(window % series.size()).upTo(cutoff);
  }

  private static Instant cutoff(String day) {
    return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
