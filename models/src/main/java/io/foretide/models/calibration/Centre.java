package io.foretide.models.calibration;

/** What an interval is stretched about: the median, or the mean where no median is forecast. */
final class Centre {
  static final double LEVEL = 0.5;

  private Centre() {}

  /**
   * @param quantiles {@code double[levels][steps]}
   * @param mean {@code double[steps]}
   * @return {@code double[steps]}: one of the arrays given, not a copy
   */
  static double[] of(double[] levels, double[][] quantiles, double[] mean) {
    for (int q = 0; q < levels.length; q++) {
      if (is(levels[q])) {
        return quantiles[q];
      }
    }
    return mean;
  }

  static boolean is(double level) {
    return Math.abs(level - LEVEL) < 1e-9;
  }

  static boolean holds(double[] levels, double level) {
    for (double one : levels) {
      if (Math.abs(one - level) < 1e-9) {
        return true;
      }
    }
    return false;
  }
}
