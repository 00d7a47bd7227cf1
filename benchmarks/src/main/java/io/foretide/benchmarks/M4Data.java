package io.foretide.benchmarks;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hourly series of the M4 competition: a file of one series per line to learn from, and one of
 * the 48 hours after each that the competition was judged on.
 *
 * <p>The files do not say when a series begins. All are set to end in the same hour, so that a
 * cutoff leaves the same number of steps of each; their hours of the day and days of the week are
 * therefore not the true ones.
 */
final class M4Data {
  /** Steps that the competition asked for. */
  static final int HORIZON = 48;

  /** The last hour that the competitors knew. */
  static final Instant CUTOFF = Instant.parse("2017-12-31T23:00:00Z");

  private static final String DATASET = "m4-hourly";

  private M4Data() {}

  /** Every series with the 48 hours after {@link #CUTOFF}. */
  static Dataset whole(Path shared) throws IOException {
    Path folder = shared.resolve("data/m4");
    Map<String, double[]> later = rows(folder.resolve("Hourly-test.csv"));
    List<Series> series = new ArrayList<>();
    for (Map.Entry<String, double[]> one : rows(folder.resolve("Hourly-train.csv")).entrySet()) {
      double[] known = one.getValue();
      double[] after = later.get(one.getKey());
      double[] values = Arrays.copyOf(known, known.length + after.length);
      System.arraycopy(after, 0, values, known.length, after.length);
      series.add(
          new Series(
              new SeriesId(DATASET, List.of(one.getKey())),
              Step.HOUR,
              Step.HOUR.indexOf(CUTOFF) - known.length + 1,
              "value",
              Map.of("value", values),
              Map.of()));
    }
    return new Dataset(DATASET, Step.HOUR, series);
  }

  /** Values by series: a header, then a quoted name and quoted numbers, empty after the end. */
  private static Map<String, double[]> rows(Path file) throws IOException {
    Map<String, double[]> rows = new HashMap<>();
    try (var lines = Files.lines(file)) {
      lines
          .skip(1)
          .forEach(
              line -> {
                String[] cells = line.replace("\"", "").split(",");
                rows.put(
                    cells[0],
                    Arrays.stream(cells, 1, cells.length)
                        .filter(cell -> !cell.isEmpty() && !cell.equals("NA"))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
              });
    }
    return rows;
  }
}
