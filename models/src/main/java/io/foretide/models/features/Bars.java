package io.foretide.models.features;

import io.foretide.models.series.Series;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * The observed bars of a series, one after the other: a night, a weekend or a halt is no bar. A bar
 * is observed where open, high, low and close are positive numbers; a volume that is absent counts
 * as 0.
 */
final class Bars {
  static final List<String> PRICES = List.of("open", "high", "low", "close");

  private final Series series;
  private final int[] steps;
  private final int first;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[] volume;
  private final Map<String, double[]> shared = new HashMap<>();

  private Bars(Series series, int steps, int before) {
    this.series = series;
    IntToDoubleFunction[] prices =
        PRICES.stream().map(series::columnAt).toArray(IntToDoubleFunction[]::new);
    int[] latest = new int[Math.min(series.length(), steps + before + 1)];
    int count = 0;
    int wanted = 0;
    // From the end, and no further back than somebody asks for.
    for (int at = series.length() - 1; at >= 0 && count <= wanted + before; at--) {
      if (isBar(prices, at)) {
        wanted += at >= series.length() - steps ? 1 : 0;
        latest[count++] = at;
      }
    }
    this.first = Math.max(0, count - wanted - 1);
    this.steps = new int[count];
    for (int i = 0; i < count; i++) {
      this.steps[i] = latest[count - 1 - i];
    }
    this.open = pick(prices[0]);
    this.high = pick(prices[1]);
    this.low = pick(prices[2]);
    this.close = pick(prices[3]);
    this.volume =
        series.hasColumn("volume") ? pick(series.columnAt("volume")) : new double[count()];
    for (int i = 0; i < volume.length; i++) {
      volume[i] = volume[i] > 0 && volume[i] < Double.MAX_VALUE ? volume[i] : 0;
    }
  }

  /**
   * Those that tell of the last steps of a series: the ones that stand there, the one before them,
   * and so many more.
   *
   * @param steps at least 0
   * @param before how many bars earlier ones still matter
   * @throws FeatureException FT-2460 if the series has no bars' columns
   */
  static Bars of(Series series, int steps, int before) {
    for (String name : PRICES) {
      if (!series.hasColumn(name)) {
        throw new FeatureException(
            "FT-2460",
            "%s has no column %s; features of bars are made of open, high, low, close and volume"
                .formatted(series.id(), name));
      }
    }
    return new Bars(series, steps, before);
  }

  /** How many these are. */
  int count() {
    return steps.length;
  }

  /** The first one that somebody asked of; those before it are there for its sake. */
  int first() {
    return first;
  }

  /** The step of the series that bar {@code i} stands at. */
  int step(int i) {
    return steps[i];
  }

  /** When bar {@code i} begins. */
  Instant time(int i) {
    return series.timeAt(steps[i]);
  }

  double open(int i) {
    return open[i];
  }

  double high(int i) {
    return high[i];
  }

  double low(int i) {
    return low[i];
  }

  double close(int i) {
    return close[i];
  }

  double volume(int i) {
    return volume[i];
  }

  /** All that are closed at, not to be changed. */
  double[] closes() {
    return close;
  }

  /** All that were traded, not to be changed. */
  double[] volumes() {
    return volume;
  }

  private static boolean isBar(IntToDoubleFunction[] prices, int step) {
    for (IntToDoubleFunction price : prices) {
      double is = price.applyAsDouble(step);
      if (!(is > 0 && is < Double.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  /** What several features are made of, computed when it is first asked for. */
  double[] shared(String name, Supplier<double[]> maker) {
    return shared.computeIfAbsent(name, key -> maker.get());
  }

  private double[] pick(IntToDoubleFunction column) {
    double[] picked = new double[steps.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = column.applyAsDouble(steps[i]);
    }
    return picked;
  }
}
