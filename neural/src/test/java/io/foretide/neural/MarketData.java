package io.foretide.neural;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/** Bars of three made-up symbols, with weekends. */
final class MarketData {
  static final Instant CUTOFF = Instant.parse("2023-02-01T00:00:00Z");
  private static final long START = Step.DAY.indexOf(Instant.parse("2022-04-01T00:00:00Z"));
  private static final int LENGTH = 340;
  private static final List<String> COLUMNS = List.of("open", "high", "low", "close", "volume");

  private MarketData() {}

  static Dataset bars() {
    List<Series> series = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(8);
    for (int s = 0; s < 3; s++) {
      double[][] columns = new double[COLUMNS.size()][LENGTH];
      double price = 10 * Math.pow(20, s);
      for (int i = 0; i < LENGTH; i++) {
        boolean closed = Math.floorMod(START + i + 3, 7) > 4;
        double open = price * (1 + 0.002 * random.nextGaussian());
        price = closed ? price : open * Math.exp(0.01 * random.nextGaussian());
        double[] bar = {
          open,
          Math.max(open, price) * 1.002,
          Math.min(open, price) * 0.997,
          price,
          1e6 * (1 + random.nextDouble())
        };
        for (int c = 0; c < bar.length; c++) {
          columns[c][i] = closed ? Double.NaN : bar[c];
        }
      }
      Map<String, double[]> named = new LinkedHashMap<>();
      for (int c = 0; c < columns.length; c++) {
        named.put(COLUMNS.get(c), columns[c]);
      }
      SeriesId id = new SeriesId("market", List.of("S" + s, "1d"));
      series.add(new Series(id, Step.DAY, START, "close", named, Map.of()));
    }
    return new Dataset("market", Step.DAY, series);
  }

  /** The same up to {@link #CUTOFF}; the steps after it stand in reverse. */
  static Dataset shuffled() {
    Dataset bars = bars();
    int known = bars.series().get(0).upTo(CUTOFF).length();
    return new Dataset(
        bars.name(),
        bars.step(),
        bars.series().stream()
            .map(one -> changed(one, (name, i) -> at(one, name, i, known)))
            .toList());
  }

  private static double at(Series series, String name, int i, int known) {
    return series.column(name)[i < known ? i : LENGTH - 1 - (i - known)];
  }

  /** The volume of the last bars times a factor. */
  static Series withVolume(Series series, double factor) {
    int from = series.length() - 10;
    return changed(
        series,
        (name, i) -> series.column(name)[i] * (name.equals("volume") && i >= from ? factor : 1));
  }

  /** Every price times a factor. */
  static Series scaled(Series series, double factor) {
    return changed(
        series, (name, i) -> series.column(name)[i] * (name.equals("volume") ? 1 : factor));
  }

  private static Series changed(Series series, ToDoubleBiFunction<String, Integer> value) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : COLUMNS) {
      double[] values = new double[series.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value.applyAsDouble(name, i);
      }
      columns.put(name, values);
    }
    return new Series(
        series.id(), series.step(), series.start(), series.targetName(), columns, Map.of());
  }
}
