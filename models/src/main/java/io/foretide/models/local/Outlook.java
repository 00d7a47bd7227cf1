package io.foretide.models.local;

import io.foretide.models.series.NormalQuantile;
import java.util.Arrays;

/**
 * The distribution of the next steps of one series: a mean path, and either normal deviations or
 * simulated paths around it.
 */
public final class Outlook {
  private final double[] mean;
  private final double[] deviation;
  private final double[][] sorted;

  private Outlook(double[] mean, double[] deviation, double[][] sorted) {
    this.mean = mean;
    this.deviation = deviation;
    this.sorted = sorted;
  }

  /** Normal at each step; both {@code double[steps]}, deviations not negative. */
  public static Outlook normal(double[] mean, double[] deviation) {
    return new Outlook(mean, deviation, new double[0][]);
  }

  /** Quantiles from simulated values, {@code double[steps][paths]}. */
  public static Outlook simulated(double[] mean, double[][] values) {
    for (double[] step : values) {
      Arrays.sort(step);
    }
    return new Outlook(mean, new double[0], values);
  }

  /** {@code double[steps]}. */
  public double[] mean() {
    return mean.clone();
  }

  /** The quantile at {@code level} for every step, {@code double[steps]}. */
  public double[] quantile(double level) {
    double[] result = new double[mean.length];
    if (sorted.length > 0) {
      for (int h = 0; h < result.length; h++) {
        result[h] = ofSorted(sorted[h], level);
      }
    } else {
      double z = NormalQuantile.of(level);
      for (int h = 0; h < result.length; h++) {
        result[h] = mean[h] + z * deviation[h];
      }
    }
    return result;
  }

  /** Linear between order statistics (Hyndman and Fan 1996, type 7). */
  private static double ofSorted(double[] values, double level) {
    double at = level * (values.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, values.length - 1);
    return values[below] + (at - below) * (values[above] - values[below]);
  }
}
