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
  private final Map<String, double[]> amounts;
  private final Map<String, Double> periods;
  private final Set<String> shares;

  Components(
      SeriesId series,
      Instant[] times,
      double[] trend,
      double[] fitted,
      Map<String, double[]> values,
      Map<String, double[]> amounts,
      Map<String, Double> periods,
      Set<String> shares) {
    this.series = series;
    this.times = times;
    this.trend = trend;
    this.fitted = fitted;
    this.values = new LinkedHashMap<>(values);
    this.periods = Map.copyOf(periods);
    this.amounts = Map.copyOf(amounts);
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
    return of(values, name);
  }

  /** As {@link #component}, but always an amount in the series' unit. */
  double[] amount(String name) {
    return of(amounts, name);
  }

  /** In days; 0 for what is no seasonality. */
  double period(String name) {
    return periods.getOrDefault(name, 0.0);
  }

  private double[] of(Map<String, double[]> all, String name) {
    double[] one = all.get(name);
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
