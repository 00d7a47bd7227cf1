package io.foretide.models.features;

/** Averages of the bars up to one, as ta4j defines them. */
final class Averages {
  private Averages() {}

  /** The exponential one of each value and those before it, which begins with the first. */
  static double[] exponential(double[] values, int period) {
    return forgetting(values, 2.0 / (period + 1));
  }

  /** Wilder's (1978): exponential, and as slow as an exponential one of nearly twice the period. */
  static double[] wilder(double[] values, int period) {
    return forgetting(values, 1.0 / period);
  }

  private static double[] forgetting(double[] values, double alpha) {
    double[] averages = new double[values.length];
    double average = values.length == 0 ? 0 : values[0];
    for (int i = 0; i < values.length; i++) {
      average += (values[i] - average) * alpha;
      averages[i] = average;
    }
    return averages;
  }

  /** Of the {@code n} values up to the one at {@code i}. */
  static double mean(double[] values, int i, int n) {
    double sum = 0;
    for (int k = i - n + 1; k <= i; k++) {
      sum += values[k];
    }
    return sum / n;
  }

  /** The standard deviation, of the whole rather than of a sample, from their mean. */
  static double deviation(double[] values, int i, int n, double mean) {
    double sum = 0;
    for (int k = i - n + 1; k <= i; k++) {
      double off = values[k] - mean;
      sum += off * off;
    }
    return Math.sqrt(sum / n);
  }
}
