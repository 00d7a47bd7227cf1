package io.foretide.models.ensemble;

import java.util.Arrays;

/**
 * The convex combination of forecasts with the least absolute error, by exponentiated gradient
 * descent (Kivinen and Warmuth 1997), averaged over the later half of its path. Deterministic.
 */
final class SimplexWeights {
  private static final int ITERATIONS = 2000;

  private SimplexWeights() {}

  /**
   * @param forecasts {@code double[members][points]}, all in comparable units
   * @param actual {@code double[points]}
   * @return {@code double[members]}, not negative, adding up to 1; equal weights without points
   */
  static double[] leastAbsoluteError(double[][] forecasts, double[] actual) {
    int members = forecasts.length;
    double[] weights = new double[members];
    Arrays.fill(weights, 1.0 / members);
    if (actual.length == 0 || members == 1) {
      return weights;
    }
    double[] sum = new double[members];
    for (int i = 0; i < ITERATIONS; i++) {
      double[] gradient = gradient(forecasts, actual, weights);
      double largest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
      if (largest == 0) {
        return weights;
      }
      double rate = 1 / (largest * Math.sqrt(i + 1));
      double total = 0;
      for (int m = 0; m < members; m++) {
        weights[m] *= Math.exp(-rate * gradient[m]);
        total += weights[m];
      }
      for (int m = 0; m < members; m++) {
        weights[m] /= total;
        sum[m] += i >= ITERATIONS / 2 ? weights[m] : 0;
      }
    }
    double total = Arrays.stream(sum).sum();
    return Arrays.stream(sum).map(s -> s / total).toArray();
  }

  /** Of the mean absolute error, less its mean over members: a shift common to all is no news. */
  private static double[] gradient(double[][] forecasts, double[] actual, double[] weights) {
    double[] gradient = new double[weights.length];
    for (int p = 0; p < actual.length; p++) {
      double forecast = 0;
      for (int m = 0; m < weights.length; m++) {
        forecast += weights[m] * forecasts[m][p];
      }
      double sign = Math.signum(forecast - actual[p]);
      for (int m = 0; m < weights.length; m++) {
        gradient[m] += sign * forecasts[m][p] / actual.length;
      }
    }
    double mean = Arrays.stream(gradient).average().orElse(0);
    return Arrays.stream(gradient).map(g -> g - mean).toArray();
  }
}
