package io.foretide.forecaster.advice;

/** Quantiles between the levels that a forecast has. */
public final class Quantiles {
  private static final double SAME = 1e-9;

  private Quantiles() {}

  /**
   * The quantile at {@code level} of step {@code h}, linear between the two levels next to it; the
   * outermost quantile beyond them.
   *
   * @param levels ascending
   * @param quantiles {@code double[levels][steps]}
   */
  public static double at(double[] levels, double[][] quantiles, double level, int h) {
    int above = 0;
    while (above < levels.length && levels[above] < level - SAME) {
      above++;
    }
    if (above == levels.length) {
      return quantiles[levels.length - 1][h];
    }
    if (above == 0 || levels[above] - level < SAME) {
      return quantiles[above][h];
    }
    double t = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
    return (1 - t) * quantiles[above - 1][h] + t * quantiles[above][h];
  }

  /** Whether {@code level} lies within the levels, so that {@link #at} need not guess. */
  public static boolean hold(double[] levels, double level) {
    return levels.length > 0
        && level > levels[0] - SAME
        && level < levels[levels.length - 1] + SAME;
  }
}
