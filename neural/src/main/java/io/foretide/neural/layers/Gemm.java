package io.foretide.neural.layers;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/** Row-major single-precision matrix products on raw memory, through the OpenBLAS inside ND4J. */
final class Gemm {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Gemm() {}

  /** C[m][n] = A[m][k] B[k][n] + beta C. */
  static void ab(int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    cblas_sgemm(ROW_MAJOR, PLAIN, PLAIN, m, n, k, 1, a, k, b, n, beta, c, n);
  }

  /** C[m][n] = A[m][k] B[n][k]' + beta C. */
  static void abT(int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    cblas_sgemm(ROW_MAJOR, PLAIN, TRANSPOSED, m, n, k, 1, a, k, b, k, beta, c, n);
  }

  /** C[m][n] = A[k][m]' B[k][n] + beta C. */
  static void aTb(int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    cblas_sgemm(ROW_MAJOR, TRANSPOSED, PLAIN, m, n, k, 1, a, m, b, n, beta, c, n);
  }
}
