package io.foretide.models.additive;

/**
 * What the likelihood sees of one series, in scaled units: {@code rows} observations (or future
 * steps) in ascending time, {@code columns} columns of seasonalities, holidays and regressors.
 */
final class Design {
  final int rows;
  final int columns;

  /** Scaled time, {@code double[rows]}. */
  final double[] t;

  /** Scaled observations, {@code double[rows]}; empty for future steps. */
  final double[] y;

  /** Scaled cap above the floor, {@code double[rows]}; empty unless growth is logistic. */
  final double[] cap;

  /** {@code double[rows * columns]}, row by row. */
  final double[] x;

  /** Per column: standard deviation of the normal prior of its weight. */
  final double[] priorScales;

  /** Per column: whether it multiplies the trend instead of being added. */
  final boolean[] multiplicative;

  Design(
      double[] t,
      double[] y,
      double[] cap,
      double[] x,
      double[] priorScales,
      boolean[] multiplicative) {
    this.rows = t.length;
    this.columns = priorScales.length;
    this.t = t;
    this.y = y;
    this.cap = cap;
    this.x = x;
    this.priorScales = priorScales;
    this.multiplicative = multiplicative;
  }

  double capAt(int row) {
    return cap.length == 0 ? 1 : cap[row];
  }

  boolean anyMultiplicative() {
    for (boolean one : multiplicative) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  /** Sum of weight times column over the columns of one mode, {@code double[rows]}. */
  double[] terms(double[] beta, boolean multiplying) {
    double[] masked = new double[columns];
    for (int c = 0; c < columns; c++) {
      masked[c] = multiplicative[c] == multiplying ? beta[c] : 0;
    }
    double[] sums = new double[rows];
    for (int i = 0; i < rows; i++) {
      int row = i * columns;
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += masked[c] * x[row + c];
      }
      sums[i] = sum;
    }
    return sums;
  }
}
