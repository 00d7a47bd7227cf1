package io.foretide.models.evaluation;

/**
 * Whether one forecaster's losses are lower than another's by more than chance: Diebold and Mariano
 * 1995 with the long-run variance of Newey and West 1987 and the small-sample correction of Harvey,
 * Leybourne and Newbold 1997.
 */
final class DieboldMariano {
  private DieboldMariano() {}

  /**
   * The probability of losses at least so much lower if there were no difference; one-sided, NaN
   * for fewer than three.
   *
   * @param gains the other's loss less one's own, in time order
   */
  static double pValue(double[] gains) {
    int n = gains.length;
    if (n < 3) {
      return Double.NaN;
    }
    double mean = 0;
    for (double gain : gains) {
      mean += gain / n;
    }
    int lags = (int) Math.floor(4 * Math.pow(n / 100.0, 2.0 / 9));
    double variance = covariance(gains, mean, 0);
    for (int lag = 1; lag <= lags; lag++) {
      variance += 2 * (1 - lag / (lags + 1.0)) * covariance(gains, mean, lag);
    }
    if (variance <= 0) {
      return mean > 0 ? 0 : 1;
    }
    int span = lags + 1;
    double small = Math.sqrt((n + 1 - 2.0 * span + span * (span - 1.0) / n) / n);
    return StudentT.upperTail(small * mean / Math.sqrt(variance / n), n - 1);
  }

  private static double covariance(double[] values, double mean, int lag) {
    double sum = 0;
    for (int t = lag; t < values.length; t++) {
      sum += (values[t] - mean) * (values[t - lag] - mean);
    }
    return sum / values.length;
  }
}
