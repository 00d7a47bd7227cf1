package io.foretide.models.statistical;

import java.util.Arrays;

/**
 * What a decomposition would have forecast of the latest steps of its own series, for every way to
 * carry on what is left without the seasons: its level by exponential smoothing, and the last
 * value's distance from it, which dies away.
 */
final class MstlTrial {
  private static final double[] SMOOTHINGS = {0.005, 0.02, 0.1, 0.3};
  private static final double[] DECAYS = {0, 0.8, 0.9, 0.97, 1};

  private final double[] absolute = new double[SMOOTHINGS.length * DECAYS.length];
  private final double[] squared = new double[absolute.length];
  private int steps;

  /**
   * One stretch more.
   *
   * @param adjusted what was known, without its seasons, {@code double[n >= 1]}
   * @param seasons what they add to the steps ahead
   * @param actual the steps ahead as they came, in the series' own unit
   */
  void add(double[] adjusted, double[] seasons, double[] actual, boolean log) {
    for (int s = 0; s < SMOOTHINGS.length; s++) {
      double level = level(adjusted, SMOOTHINGS[s]);
      for (int d = 0; d < DECAYS.length; d++) {
        double off = adjusted[adjusted.length - 1] - level;
        for (int h = 0; h < actual.length; h++) {
          off *= DECAYS[d];
          double value = level + off + seasons[h];
          double own = log ? Math.exp(value) : value;
          double miss = log ? Math.log(actual[h]) - value : actual[h] - value;
          absolute[s * DECAYS.length + d] += Math.abs(actual[h] - own);
          squared[s * DECAYS.length + d] += miss * miss;
        }
      }
    }
    steps += actual.length;
  }

  /** Mean absolute error of the best, in the series' own unit; infinite if nothing was added. */
  double error() {
    return steps == 0 ? Double.POSITIVE_INFINITY : absolute[best()] / steps;
  }

  double smoothing() {
    return SMOOTHINGS[best() / DECAYS.length];
  }

  double decay() {
    return DECAYS[best() % DECAYS.length];
  }

  /** Root mean square of the errors of the best, of the logarithm where that was taken. */
  double deviation() {
    return Math.sqrt(squared[best()] / Math.max(1, steps));
  }

  private int best() {
    int best = 0;
    for (int i = 1; i < absolute.length; i++) {
      if (absolute[i] < absolute[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The level after the last value; each of the first counts alike. */
  static double level(double[] x, double smoothing) {
    double level = x[0];
    for (int t = 1; t < x.length; t++) {
      level += Math.max(smoothing, 1.0 / (t + 1)) * (x[t] - level);
    }
    return level;
  }

  /** {@code double[steps]} after the last value. */
  static double[] ahead(double[] x, double smoothing, double decay, int steps) {
    double level = level(x, smoothing);
    double[] ahead = new double[steps];
    Arrays.setAll(ahead, h -> level + Math.pow(decay, h + 1) * (x[x.length - 1] - level));
    return ahead;
  }
}
