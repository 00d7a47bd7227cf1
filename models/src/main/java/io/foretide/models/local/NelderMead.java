package io.foretide.models.local;

import java.util.function.ToDoubleFunction;

/**
 * The simplex method of Nelder and Mead (1965) with the dimension-adaptive coefficients of Gao and
 * Han (2012). The objective answers infinity outside its bounds.
 */
public final class NelderMead {
  private final ToDoubleFunction<double[]> objective;
  private final int maxEvaluations;
  private final double tolerance;
  private int evaluations;

  /**
   * @param tolerance stops when the values of the simplex differ by less than this
   */
  public NelderMead(ToDoubleFunction<double[]> objective, int maxEvaluations, double tolerance) {
    this.objective = objective;
    this.maxEvaluations = maxEvaluations;
    this.tolerance = tolerance;
  }

  /** The best point found from {@code start}; the first simplex has one edge per step. */
  public double[] minimise(double[] start, double[] steps) {
    int n = start.length;
    double[][] x = new double[n + 1][];
    double[] f = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      x[i] = start.clone();
      if (i > 0) {
        x[i][i - 1] += steps[i - 1];
      }
      f[i] = value(x[i]);
      if (i > 0 && f[i] == Double.POSITIVE_INFINITY) {
        x[i][i - 1] -= 2 * steps[i - 1];
        f[i] = value(x[i]);
      }
    }
    double expand = 1 + 2.0 / n;
    double contract = 0.75 - 0.5 / n;
    double shrink = n == 1 ? 0.5 : 1 - 1.0 / n;
    while (evaluations < maxEvaluations) {
      sort(x, f);
      if (f[n] - f[0] <= tolerance) {
        break;
      }
      double[] centre = centre(x);
      double[] reflected = along(centre, x[n], -1);
      double fr = value(reflected);
      if (fr < f[0]) {
        double[] expanded = along(centre, x[n], -expand);
        double fe = value(expanded);
        x[n] = fe < fr ? expanded : reflected;
        f[n] = Math.min(fe, fr);
      } else if (fr < f[n - 1]) {
        x[n] = reflected;
        f[n] = fr;
      } else {
        double[] contracted = along(centre, x[n], fr < f[n] ? -contract : contract);
        double fc = value(contracted);
        if (fc < Math.min(fr, f[n])) {
          x[n] = contracted;
          f[n] = fc;
        } else {
          for (int i = 1; i <= n; i++) {
            x[i] = along(x[0], x[i], shrink);
            f[i] = value(x[i]);
          }
        }
      }
    }
    sort(x, f);
    return x[0];
  }

  private double value(double[] x) {
    evaluations++;
    double value = objective.applyAsDouble(x);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** {@code centre + t (point - centre)}. */
  private static double[] along(double[] centre, double[] point, double t) {
    double[] result = new double[centre.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = centre[i] + t * (point[i] - centre[i]);
    }
    return result;
  }

  private static double[] centre(double[][] x) {
    int n = x.length - 1;
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centre[j] += x[i][j] / n;
      }
    }
    return centre;
  }

  /** Insertion: after a step only the last point is out of place. */
  private static void sort(double[][] x, double[] f) {
    for (int i = 1; i < f.length; i++) {
      double fi = f[i];
      double[] xi = x[i];
      int j = i - 1;
      for (; j >= 0 && f[j] > fi; j--) {
        f[j + 1] = f[j];
        x[j + 1] = x[j];
      }
      f[j + 1] = fi;
      x[j + 1] = xi;
    }
  }
}
