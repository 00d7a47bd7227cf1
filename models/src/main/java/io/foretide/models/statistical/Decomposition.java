package io.foretide.models.statistical;

import java.util.Arrays;

/**
 * Classical decomposition: a centred moving average as the trend, the mean of what is left at each
 * place of the cycle as the season.
 */
final class Decomposition {
  private static final double SMALLEST_RATIO = 0.01;
  private final double[] season;

  private Decomposition(double[] season) {
    this.season = season;
  }

  /**
   * @param y {@code double[n]}, at least two cycles
   * @param ratio whether the season multiplies the trend (then {@code y > 0}) or adds to it
   */
  static Decomposition of(double[] y, int period, boolean ratio) {
    double[] trend = centredMean(y, period);
    double[] sum = new double[period];
    int[] count = new int[period];
    for (int t = 0; t < y.length; t++) {
      if (Double.isFinite(trend[t]) && (!ratio || trend[t] > 0)) {
        sum[t % period] += ratio ? y[t] / trend[t] : y[t] - trend[t];
        count[t % period]++;
      }
    }
    double[] season = new double[period];
    Arrays.setAll(season, i -> count[i] > 0 ? sum[i] / count[i] : ratio ? 1 : 0);
    double mean = Arrays.stream(season).average().orElse(0);
    for (int i = 0; i < period; i++) {
      season[i] = ratio ? Math.max(SMALLEST_RATIO, season[i] / mean) : season[i] - mean;
    }
    return new Decomposition(season);
  }

  /** Whether any place in the cycle is so near zero that dividing by it means nothing. */
  boolean vanishes() {
    return Arrays.stream(season).anyMatch(s -> s <= SMALLEST_RATIO);
  }

  /** {@code double[period]}, the first value's place first; sums to 0, or to the period. */
  double[] season() {
    return season;
  }

  /** An even period takes half of each end, so that the mean lies on a step; NaN at the edges. */
  private static double[] centredMean(double[] y, int period) {
    double[] trend = new double[y.length];
    Arrays.fill(trend, Double.NaN);
    int half = period / 2;
    for (int t = half; t < y.length - half; t++) {
      double sum = 0;
      for (int k = -half; k <= half; k++) {
        boolean end = period % 2 == 0 && Math.abs(k) == half;
        sum += end ? y[t + k] / 2 : y[t + k];
      }
      trend[t] = sum / period;
    }
    return trend;
  }
}
