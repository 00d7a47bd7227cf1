package io.foretide.models.features;

import io.foretide.models.series.Series;
import java.time.Instant;
import java.util.List;

/**
 * Features of the observed bars of one series: a row per bar, a column per feature. A row depends
 * on its bar and those before it alone; those of a series cut at any bar are the first rows of the
 * whole one's, bit for bit.
 */
public final class FeatureTable {
  private final Bars bars;
  private final List<String> names;
  private final double[][] columns;
  private final int firstComplete;

  /**
   * @param columns a value for each bar from the first that was asked for
   * @param warmUp how many bars must stand before the first in which every feature has a value
   */
  FeatureTable(Bars bars, List<String> names, double[][] columns, int warmUp) {
    this.bars = bars;
    this.names = names;
    this.columns = columns;
    this.firstComplete = Math.max(bars.first(), warmUp);
  }

  /** Whether the series has the columns that features are made of. */
  public static boolean suits(Series series) {
    return Bars.PRICES.stream().allMatch(series::hasColumn);
  }

  /**
   * @param bars a series with the columns open, high, low and close, and volume where there is one;
   *     steps without a bar are passed over
   * @param features names such as those of {@link FeaturePlan#STANDARD}
   * @throws FeatureException FT-2460 if a column is missing, FT-2461 if there is no such feature
   */
  public static FeatureTable of(Series bars, List<String> features) {
    return BarFeatures.of(features).ofLast(bars.length(), bars);
  }

  /** Observed bars. */
  public int rows() {
    return bars.count();
  }

  /** In the order that they were asked for. */
  public List<String> names() {
    return names;
  }

  /**
   * Writes what was known at steps {@code from..from+steps} of the series: the features of the last
   * bar at or before each, NaN where there is none that is complete.
   *
   * @param at where in {@code out} the first step's features go, one step's {@code stride} after
   *     the other's
   */
  public void copy(int from, int steps, float[] out, int at, int stride) {
    int row = -1;
    for (int t = 0; t < steps; t++) {
      while (row + 1 < rows() && step(row + 1) <= from + t) {
        row++;
      }
      for (int f = 0; f < columns.length; f++) {
        boolean known = row >= firstComplete;
        out[at + t * stride + f] = known ? (float) at(row, f) : Float.NaN;
      }
    }
  }

  /** The first row in which every feature has a value; may lie beyond the last. */
  public int firstComplete() {
    return firstComplete;
  }

  /** The feature's value, in its own unit; NaN while it has too few bars before it. */
  public double at(int row, int feature) {
    return row < bars.first() ? Double.NaN : columns[feature][row - bars.first()];
  }

  /** The step of the series, from 0, that the row's bar stands at. */
  public int step(int row) {
    return bars.step(row);
  }

  /** When the row's bar begins. */
  public Instant time(int row) {
    return bars.time(row);
  }

  /** The row's close. */
  public double close(int row) {
    return bars.close(row);
  }
}
