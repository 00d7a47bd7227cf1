package io.foretide.models.algebra;

/**
 * Cholesky factors of small symmetric matrices in flat arrays, row by row; only the lower triangle
 * is read and written.
 */
public final class Cholesky {
  /** Relative to the largest diagonal: what a pivot is raised to when rounding has eaten it. */
  private static final double TINY = 1e-15;

  private Cholesky() {}

  /** Replaces the lower triangle of {@code a}, {@code double[n * n]}, by L with L L' = a. */
  public static void factor(double[] a, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, a[i * n + i]);
    }
    double least = largest * TINY + Double.MIN_NORMAL;
    for (int i = 0; i < n; i++) {
      int row = i * n;
      for (int j = 0; j <= i; j++) {
        int other = j * n;
        double sum = a[row + j];
        for (int p = 0; p < j; p++) {
          sum -= a[row + p] * a[other + p];
        }
        a[row + j] = i == j ? Math.sqrt(Math.max(sum, least)) : sum / a[other + j];
      }
    }
  }

  /**
   * Solves L x = b in place for {@code width} right-hand sides at once; {@code b} is {@code
   * double[n * width]}, row by row.
   */
  public static void forward(double[] l, int n, double[] b, int width) {
    for (int i = 0; i < n; i++) {
      int target = i * width;
      for (int j = 0; j < i; j++) {
        double factor = l[i * n + j];
        int source = j * width;
        for (int c = 0; c < width; c++) {
          b[target + c] -= factor * b[source + c];
        }
      }
      double pivot = 1 / l[i * n + i];
      for (int c = 0; c < width; c++) {
        b[target + c] *= pivot;
      }
    }
  }

  /** Solves L' x = b in place, {@code b} of {@code n} values. */
  public static void backward(double[] l, int n, double[] b) {
    for (int i = n - 1; i >= 0; i--) {
      b[i] /= l[i * n + i];
      double solved = b[i];
      for (int j = 0; j < i; j++) {
        b[j] -= l[i * n + j] * solved;
      }
    }
  }
}
