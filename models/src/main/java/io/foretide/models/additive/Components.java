package io.foretide.models.additive;

import io.foretide.models.series.SeriesId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a forecast is made of, step by step. The fitted value is {@code trend * (1 + sum of the
 * shares) + sum of the amounts}.
 */
public final class Components {
  private final SeriesId series;
  private final Instant[] times;
  private final double[] trend;
  private final double[] fitted;
  private final Map<String, double[]> values;
  private final Set<String> shares;

  Components(
      SeriesId series,
      Instant[] times,
      double[] trend,
      double[] fitted,
      Map<String, double[]> values,
      Set<String> shares) {
    this.series = series;
    this.times = times;
    this.trend = trend;
    this.fitted = fitted;
    this.values = new LinkedHashMap<>(values);
    this.shares = Set.copyOf(shares);
  }

  public SeriesId series() {
    return series;
  }

  public int steps() {
    return times.length;
  }

  public Instant timeAt(int step) {
    return times[step];
  }

  /** {@code double[steps]} in the series' unit; a copy. */
  public double[] trend() {
    return trend.clone();
  }

  /** Everything together, {@code double[steps]} in the series' unit; a copy. */
  public double[] fitted() {
    return fitted.clone();
  }

  /** {@code yearly}, {@code weekly}, {@code holidays}, the regressors …, in the model's order. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  /**
   * {@code double[steps]}: an amount in the series' unit, or a share of the trend above its floor
   * where {@link #isShare}; a copy.
   */
  public double[] component(String name) {
    double[] one = values.get(name);
    if (one == null) {
      throw new IllegalArgumentException(
          series + " has no component " + name + ", only " + values.keySet());
    }
    return one.clone();
  }

  /** Whether the component multiplies the trend. */
  public boolean isShare(String name) {
    return shares.contains(name);
  }
}
