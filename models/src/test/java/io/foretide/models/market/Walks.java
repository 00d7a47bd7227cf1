package io.foretide.models.market;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Made-up prices. */
public final class Walks {
  private static final long FIRST = 19_000;

  private Walks() {}

  /** Returns of 1 % a day; each repeats {@code memory} of the one before it. */
  public static Series prices(String symbol, int days, double memory, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] close = new double[days];
    double price = 100;
    double change = 0;
    for (int i = 0; i < days; i++) {
      change = memory * change + 0.01 * gauss(random);
      price *= Math.exp(change);
      close[i] = price;
    }
    return bars(symbol, close);
  }

  private static double gauss(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /** Daily bars that open where the one before closed and reach no farther than both. */
  public static Series bars(String symbol, double[] close) {
    double[] open = new double[close.length];
    double[] high = new double[close.length];
    double[] low = new double[close.length];
    for (int i = 0; i < close.length; i++) {
      open[i] = i == 0 ? close[i] : close[i - 1];
      high[i] = Math.max(open[i], close[i]);
      low[i] = Math.min(open[i], close[i]);
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("close", close);
    columns.put("open", open);
    columns.put("high", high);
    columns.put("low", low);
    return series(symbol, columns);
  }

  public static Series series(String symbol, Map<String, double[]> columns) {
    return new Series(
        new SeriesId("market", List.of(symbol, "1d")), Step.DAY, FIRST, "close", columns, Map.of());
  }

  /** Symbols A, B … of so many days. */
  public static Dataset market(int symbols, int days, double memory, long seed) {
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < symbols; s++) {
      series.add(prices(String.valueOf((char) ('A' + s)), days, memory, seed + s));
    }
    return new Dataset("market", Step.DAY, series);
  }

  /** The same bars up to {@code known}; those after it in any order. */
  public static Dataset shuffledFuture(Dataset data, int known, long seed) {
    return new Dataset(
        data.name(),
        data.step(),
        data.series().stream().map(series -> shuffled(series, known, seed)).toList());
  }

  private static Series shuffled(Series series, int known, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[series.length()];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > known; i--) {
      int other = known + random.nextInt(i - known + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : series.columnNames()) {
      double[] values = series.column(name);
      columns.put(name, Arrays.stream(order).mapToDouble(i -> values[i]).toArray());
    }
    return new Series(
        series.id(),
        series.step(),
        series.start(),
        series.targetName(),
        columns,
        series.attributes());
  }
}
