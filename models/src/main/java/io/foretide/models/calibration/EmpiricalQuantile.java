package io.foretide.models.calibration;

import java.util.Arrays;

/** Sample quantiles with the finite-sample correction of split conformal prediction. */
final class EmpiricalQuantile {
  private EmpiricalQuantile() {}

  /**
   * The order statistic that leaves at least the share {@code level} of the next draw below it
   * (level above 1/2), or at least 1 - level above it: rank ceil((n + 1) level) from the near end
   * (Lei et al. 2018, eq. 5). With too few values for the level, the most extreme one.
   */
  static double of(double[] values, int n, double level) {
    Arrays.sort(values, 0, n);
    return ofSorted(values, n, level);
  }

  static double ofSorted(double[] sorted, int n, double level) {
    if (n == 0) {
      return 0;
    }
    if (Math.abs(level - 0.5) < 1e-9) {
      return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
    double tail = Math.max(level, 1 - level);
    int rank = (int) Math.min(n, Math.ceil((n + 1) * tail - 1e-9));
    return level > 0.5 ? sorted[rank - 1] : sorted[n - rank];
  }
}
