package io.foretide.models.features;

import io.foretide.models.series.Series;
import java.time.Instant;
import java.util.List;

/**
 * Features of the observed bars of one series: a row per bar, a column per feature. Row {@code i}
 * depends on bars {@code 0..i} alone; those of a series cut at any bar are the first rows of the
 * whole one's, bit for bit.
 */
public final class FeatureTable {
  private final Bars bars;
  private final List<String> names;
  private final double[][] columns;
  private final int firstComplete;

  private FeatureTable(Bars bars, List<Feature> features) {
    this.bars = bars;
    this.names = features.stream().map(Feature::name).toList();
    this.columns = features.stream().map(feature -> feature.over(bars)).toArray(double[][]::new);
    this.firstComplete = features.stream().mapToInt(Feature::warmUp).max().orElse(0);
  }

  /**
   * @param bars a series with the columns open, high, low and close, and volume where there is one;
   *     steps without a bar are passed over
   * @param features names such as those of {@link FeaturePlan#STANDARD}
   * @throws FeatureException FT-2460 if a column is missing, FT-2461 if there is no such feature
   */
  public static FeatureTable of(Series bars, List<String> features) {
    return new FeatureTable(Bars.of(bars), features.stream().map(Feature::parse).toList());
  }

  /** Observed bars. */
  public int rows() {
    return bars.count();
  }

  /** In the order that they were asked for. */
  public List<String> names() {
    return names;
  }

  /** The first row in which every feature has a value; may lie beyond the last. */
  public int firstComplete() {
    return firstComplete;
  }

  /** The feature's value, in its own unit; NaN while it has too few bars before it. */
  public double at(int row, int feature) {
    return columns[feature][row];
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
