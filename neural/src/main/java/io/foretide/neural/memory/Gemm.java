package io.foretide.neural.memory;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_snrm2;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sscal;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Row-major single-precision matrix products on raw memory, through the OpenBLAS inside ND4J. The
 * forms with {@link Rows} multiply blocks of larger matrices.
 */
public final class Gemm {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Gemm() {}

  /** C[m][n] = A[m][k] B[k][n] + beta C. */
  public static void ab(
      int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    ab(m, n, k, new Rows(a, k), new Rows(b, n), beta, new Rows(c, n));
  }

  /** C[m][n] = A[m][k] B[k][n] + beta C. */
  public static void ab(int m, int n, int k, Rows a, Rows b, float beta, Rows c) {
    product(PLAIN, PLAIN, m, n, k, a, b, beta, c);
  }

  /** C[m][n] = A[m][k] B[n][k]' + beta C. */
  public static void abT(
      int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    abT(m, n, k, new Rows(a, k), new Rows(b, k), beta, new Rows(c, n));
  }

  /** C[m][n] = A[m][k] B[n][k]' + beta C. */
  public static void abT(int m, int n, int k, Rows a, Rows b, float beta, Rows c) {
    product(PLAIN, TRANSPOSED, m, n, k, a, b, beta, c);
  }

  /** C[m][n] = A[k][m]' B[k][n] + beta C. */
  public static void aTb(
      int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    aTb(m, n, k, new Rows(a, m), new Rows(b, n), beta, new Rows(c, n));
  }

  /** C[m][n] = A[k][m]' B[k][n] + beta C. */
  public static void aTb(int m, int n, int k, Rows a, Rows b, float beta, Rows c) {
    product(TRANSPOSED, PLAIN, m, n, k, a, b, beta, c);
  }

  private static void product(
      int left, int right, int m, int n, int k, Rows a, Rows b, float beta, Rows c) {
    cblas_sgemm(
        ROW_MAJOR, left, right, m, n, k, 1, a.first(), a.apart(), b.first(), b.apart(), beta,
        c.first(), c.apart());
  }

  /** y += x over this many elements. */
  public static void add(int length, FloatPointer x, FloatPointer y) {
    add(length, 1, x, y);
  }

  /** x *= factor over this many elements. */
  public static void scale(int length, float factor, FloatPointer x) {
    cblas_sscal(length, factor, x, 1);
  }

  /** The Euclidean length of a vector of this many elements. */
  public static double norm(int length, FloatPointer x) {
    return cblas_snrm2(length, x, 1);
  }

  /** y += factor x over this many elements. */
  public static void add(int length, float factor, FloatPointer x, FloatPointer y) {
    cblas_saxpy(length, factor, x, 1, y, 1);
  }
}
