package io.foretide.models.additive;

import io.foretide.models.algebra.Cholesky;

/**
 * Minimises x'Hx/2 - q'x + lambda |x|_1 exactly, by walking over active sets: the coefficients that
 * are not zero are solved for in closed form, one that would change its sign on the way stops at
 * zero and leaves, and the one whose gradient breaks its bound most joins. Every step lowers the
 * objective and no set comes twice, so the walk ends (the feature-sign search of Lee et al. 2007,
 * section 3).
 */
final class Lasso {
  /** How far, relative to lambda, the gradient of a zero coefficient may stand out of its bound. */
  private static final double TOLERANCE = 1e-10;

  private final int n;
  private final int[] active;
  private final double[] sign;
  private final double[] factor;
  private final double[] solved;
  private int size;

  Lasso(int n) {
    this.n = n;
    this.active = new int[n];
    this.sign = new double[n];
    this.factor = new double[n * n];
    this.solved = new double[n];
  }

  /**
   * @param h {@code double[n * n]}, positive definite; both triangles are read
   * @param x the start, and on return the minimum; exact zeros stay out of the model
   */
  void minimise(double[] h, double[] q, double lambda, double[] x) {
    size = 0;
    for (int i = 0; i < n; i++) {
      if (x[i] != 0) {
        join(i, Math.signum(x[i]));
      }
    }
    for (int step = 0; step < 100 + 20 * n; step++) {
      while (size > 0 && !solveActive(h, q, lambda, x)) {
        // Each turn of this loop takes one coefficient out.
      }
      int next = worst(h, q, lambda, x);
      if (next < 0) {
        return;
      }
      join(next, sign[next]);
      solveActive(h, q, lambda, x);
      if (x[next] == 0) {
        // The steepest of all cannot move: its gradient stood out by rounding alone.
        return;
      }
    }
  }

  private void join(int i, double s) {
    sign[i] = s;
    active[size++] = i;
  }

  /** Moves to the minimum of the active set; false if a coefficient hit zero first and left. */
  private boolean solveActive(double[] h, double[] q, double lambda, double[] x) {
    for (int a = 0; a < size; a++) {
      int i = active[a];
      for (int b = 0; b <= a; b++) {
        factor[a * size + b] = h[i * n + active[b]];
      }
      solved[a] = q[i] - lambda * sign[i];
    }
    Cholesky.factor(factor, size);
    Cholesky.forward(factor, size, solved, 1);
    Cholesky.backward(factor, size, solved);
    double reach = 1;
    int leaver = -1;
    for (int a = 0; a < size; a++) {
      double from = x[active[a]];
      if (solved[a] * sign[active[a]] <= 0) {
        double crossing = from == solved[a] ? 0 : from / (from - solved[a]);
        if (leaver < 0 || crossing < reach) {
          reach = crossing;
          leaver = a;
        }
      }
    }
    for (int a = 0; a < size; a++) {
      int i = active[a];
      x[i] = leaver < 0 ? solved[a] : x[i] + reach * (solved[a] - x[i]);
    }
    if (leaver < 0) {
      return true;
    }
    x[active[leaver]] = 0;
    System.arraycopy(active, leaver + 1, active, leaver, size - leaver - 1);
    size--;
    return false;
  }

  /** The zero coefficient whose gradient exceeds lambda most, with its sign noted; -1 if none. */
  private int worst(double[] h, double[] q, double lambda, double[] x) {
    double most = lambda * (1 + TOLERANCE);
    int worst = -1;
    for (int i = 0; i < n; i++) {
      if (x[i] != 0) {
        continue;
      }
      double descent = q[i];
      for (int a = 0; a < size; a++) {
        descent -= h[i * n + active[a]] * x[active[a]];
      }
      if (Math.abs(descent) > most) {
        most = Math.abs(descent);
        worst = i;
        sign[i] = Math.signum(descent);
      }
    }
    return worst;
  }
}
