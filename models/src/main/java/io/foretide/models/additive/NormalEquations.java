package io.foretide.models.additive;

import io.foretide.models.algebra.Cholesky;
import java.util.Arrays;

/**
 * Least squares of working targets on the linearised model, with its priors, solved exactly for one
 * sigma.
 *
 * <p>The coefficients fall into two blocks: k, m and the columns' weights have normal priors and
 * are eliminated by a Cholesky factor; what is left is a small lasso in the changepoints' deltas.
 * The hinge columns max(0, t - s_j) are never formed: their products with anything are suffix sums
 * over the segments between changepoints, so the cost is that of the other columns alone.
 */
final class NormalEquations {
  private final int dense;
  private final int width;
  private final int hinges;
  private final double[] changepoints;

  /** Products of the dense columns, the target last: {@code double[width * width]}, lower half. */
  private final double[] products;

  /** Per segment: sums of w * column and of w * t * column. */
  private final double[] sums;

  private final double[] sumsByTime;

  /** Per segment: sums of w^2, w^2 t, w^2 t^2. */
  private final double[] weights;

  /** The segment that the last row fell into. */
  private int segment;

  private final double[] cross;
  private final double[] hinge;
  private final double[] hingeTarget;

  private final double[] factor;
  private final double[] eliminated;
  private final double[] reduced;
  private final double[] reducedTarget;
  private final double[] solution;
  private final Lasso lasso;

  NormalEquations(int dense, double[] changepoints) {
    this.dense = dense;
    this.width = dense + 1;
    this.hinges = changepoints.length;
    this.changepoints = changepoints;
    this.products = new double[width * width];
    this.sums = new double[(hinges + 1) * width];
    this.sumsByTime = new double[(hinges + 1) * width];
    this.weights = new double[(hinges + 1) * 3];
    this.cross = new double[width * hinges];
    this.hinge = new double[hinges * hinges];
    this.hingeTarget = new double[hinges];
    this.factor = new double[dense * dense];
    this.eliminated = new double[dense * (hinges + 1)];
    this.reduced = new double[hinges * hinges];
    this.reducedTarget = new double[hinges];
    this.solution = new double[dense];
    this.lasso = new Lasso(hinges);
  }

  /** Forgets every row. */
  void clear() {
    Arrays.fill(products, 0);
    Arrays.fill(sums, 0);
    Arrays.fill(sumsByTime, 0);
    Arrays.fill(weights, 0);
    segment = 0;
  }

  /**
   * Takes in some rows; those of later calls lie later in time.
   *
   * @param rows row by row, {@code dense + 1} values each: the dense columns, then the target
   * @param w what each hinge column is multiplied by, {@code double[>= n]}
   * @param t all times, ascending
   * @param from the time of the first row
   * @param n how many rows
   */
  void add(double[] rows, double[] w, double[] t, int from, int n) {
    addProducts(rows, n);
    if (hinges > 0) {
      addSegments(rows, w, t, from, n);
    }
  }

  /** To be called once, after the last row. */
  void close() {
    if (hinges > 0) {
      closeHinges();
    }
  }

  private void addProducts(double[] rows, int n) {
    int i = 0;
    for (; i + 3 < n; i += 4) {
      int r0 = i * width;
      int r1 = r0 + width;
      int r2 = r1 + width;
      int r3 = r2 + width;
      for (int a = 0; a < width; a++) {
        double a0 = rows[r0 + a];
        double a1 = rows[r1 + a];
        double a2 = rows[r2 + a];
        double a3 = rows[r3 + a];
        int target = a * width;
        for (int b = 0; b <= a; b++) {
          products[target + b] +=
              a0 * rows[r0 + b] + a1 * rows[r1 + b] + a2 * rows[r2 + b] + a3 * rows[r3 + b];
        }
      }
    }
    for (; i < n; i++) {
      int row = i * width;
      for (int a = 0; a < width; a++) {
        double value = rows[row + a];
        for (int b = 0; b <= a; b++) {
          products[a * width + b] += value * rows[row + b];
        }
      }
    }
  }

  private void addSegments(double[] rows, double[] w, double[] t, int from, int n) {
    for (int i = 0; i < n; i++) {
      double time = t[from + i];
      while (segment < hinges && changepoints[segment] <= time) {
        segment++;
      }
      double weight = w[i];
      double timed = weight * time;
      int row = i * width;
      int target = segment * width;
      for (int c = 0; c < width; c++) {
        sums[target + c] += weight * rows[row + c];
        sumsByTime[target + c] += timed * rows[row + c];
      }
      weights[segment * 3] += weight * weight;
      weights[segment * 3 + 1] += weight * timed;
      weights[segment * 3 + 2] += timed * timed;
    }
  }

  /** Turns the segments' sums into products of hinges, from the last segment backwards. */
  private void closeHinges() {
    for (int j = hinges - 1; j >= 1; j--) {
      for (int c = 0; c < width; c++) {
        sums[j * width + c] += sums[(j + 1) * width + c];
        sumsByTime[j * width + c] += sumsByTime[(j + 1) * width + c];
      }
      for (int p = 0; p < 3; p++) {
        weights[j * 3 + p] += weights[(j + 1) * 3 + p];
      }
    }
    for (int j = 0; j < hinges; j++) {
      double s = changepoints[j];
      int tail = (j + 1) * width;
      for (int c = 0; c < width; c++) {
        cross[c * hinges + j] = sumsByTime[tail + c] - s * sums[tail + c];
      }
      hingeTarget[j] = cross[dense * hinges + j];
      for (int l = 0; l <= j; l++) {
        double other = changepoints[l];
        double product =
            weights[(j + 1) * 3 + 2]
                - (s + other) * weights[(j + 1) * 3 + 1]
                + s * other * weights[(j + 1) * 3];
        hinge[j * hinges + l] = product;
        hinge[l * hinges + j] = product;
      }
    }
  }

  /**
   * The exact minimum of |target - fit|^2 / 2 + variance (prior terms).
   *
   * @param precision prior precision of each dense coefficient
   * @param tau scale of the Laplace prior of the deltas
   * @param delta where the walk starts; replaced by the minimum
   * @return the dense coefficients; valid until the next call
   */
  double[] solve(double variance, double[] precision, double tau, double[] delta) {
    for (int a = 0; a < dense; a++) {
      System.arraycopy(products, a * width, factor, a * dense, a + 1);
      factor[a * dense + a] += variance * precision[a];
    }
    Cholesky.factor(factor, dense);
    int stride = hinges + 1;
    for (int a = 0; a < dense; a++) {
      System.arraycopy(cross, a * hinges, eliminated, a * stride, hinges);
      eliminated[a * stride + hinges] = products[dense * width + a];
    }
    Cholesky.forward(factor, dense, eliminated, stride);
    if (hinges > 0) {
      reduce(stride);
      lasso.minimise(reduced, reducedTarget, variance / tau, delta);
    }
    for (int a = 0; a < dense; a++) {
      double value = eliminated[a * stride + hinges];
      for (int j = 0; j < hinges; j++) {
        value -= eliminated[a * stride + j] * delta[j];
      }
      solution[a] = value;
    }
    Cholesky.backward(factor, dense, solution);
    return solution;
  }

  /** The Schur complement of the dense block: what the deltas alone have to minimise. */
  private void reduce(int stride) {
    System.arraycopy(hinge, 0, reduced, 0, reduced.length);
    System.arraycopy(hingeTarget, 0, reducedTarget, 0, hinges);
    for (int a = 0; a < dense; a++) {
      int row = a * stride;
      double target = eliminated[row + hinges];
      for (int j = 0; j < hinges; j++) {
        double value = eliminated[row + j];
        reducedTarget[j] -= value * target;
        int into = j * hinges;
        for (int l = 0; l < hinges; l++) {
          reduced[into + l] -= value * eliminated[row + l];
        }
      }
    }
    double largest = 0;
    for (int j = 0; j < hinges; j++) {
      largest = Math.max(largest, reduced[j * hinges + j]);
    }
    for (int j = 0; j < hinges; j++) {
      // A hinge that the dense columns nearly span: rounding must not make the curvature negative.
      reduced[j * hinges + j] += 1e-13 * largest;
    }
  }
}
