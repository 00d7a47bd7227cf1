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
import java.util.List;
import java.util.Locale;
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

  List<Series> series() {
    return series;
  }

  /** Every series up to every cutoff, with the settings of the reference scores. */
  List<ComparisonCase> cases() {
    List<ComparisonCase> cases = new ArrayList<>();
    for (String cutoff : CUTOFFS) {
      Instant end = LocalDate.parse(cutoff).atStartOfDay(ZoneOffset.UTC).toInstant();
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

  /**
   * Prints MASE and coverage.
   *
   * @param forecasts per case: our mean, Prophet's mean, our 2.5 and 97.5 % quantiles
   */
  void score(List<double[][]> forecasts) {
    List<ComparisonCase> cases = cases();
    double[] mase = new double[2];
    int inside = 0;
    for (int c = 0; c < cases.size(); c++) {
      Series history = cases.get(c).context().history();
      Series whole = series.get(c % series.size());
      double scale = 0;
      for (int i = SEASON; i < history.length(); i++) {
        scale += Math.abs(history.targetAt(i) - history.targetAt(i - SEASON));
      }
      scale /= history.length() - SEASON;
      double[][] forecast = forecasts.get(c);
      for (int h = 0; h < HORIZON; h++) {
        double actual = whole.targetAt(history.length() + h);
        mase[0] += Math.abs(actual - forecast[0][h]) / scale / HORIZON / cases.size();
        mase[1] += Math.abs(actual - forecast[1][h]) / scale / HORIZON / cases.size();
        inside += actual >= forecast[2][h] && actual <= forecast[3][h] ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "T1, %d windows: MASE ours %.4f, Prophet here %.4f; our 95 %% interval covers %.2f %%%n",
        cases.size(),
        mase[0],
        mase[1],
        100.0 * inside / (cases.size() * HORIZON));
  }
}
