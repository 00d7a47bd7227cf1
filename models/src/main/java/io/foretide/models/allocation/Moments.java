package io.foretide.models.allocation;

import io.foretide.models.algebra.Cholesky;
import java.util.Arrays;

/** Mean and covariance of the next row of returns, positive definite. */
final class Moments {
  /** Added to every variance, relative to the mean one, so that the matrix can be inverted. */
  private static final double RIDGE = 1e-6;

  private final double[] mean;
  private final double[][] covariance;

  private Moments(double[] mean, double[][] covariance) {
    this.mean = mean;
    this.covariance = covariance;
    double ridge = 0;
    for (int i = 0; i < mean.length; i++) {
      ridge += RIDGE * covariance[i][i] / mean.length;
    }
    for (int i = 0; i < mean.length; i++) {
      covariance[i][i] += ridge;
    }
  }

  /**
   * From the sample: the covariance shrunk to one factor, and the mean to that of the portfolio of
   * least variance by the share that Jorion 1986, Bayes-Stein estimation for portfolio analysis,
   * eq. 17, gives.
   */
  static Moments sampled(Panel panel) {
    FactorCovariance estimate = new FactorCovariance(panel.rows());
    Moments scaled = new Moments(estimate.mean(), estimate.shrunk());
    int n = scaled.mean.length;
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] inverse = scaled.solve(ones);
    double sum = Arrays.stream(inverse).sum();
    double grand = 0;
    for (int i = 0; i < n; i++) {
      grand += inverse[i] * scaled.mean[i] / sum;
    }
    double[] off = new double[n];
    for (int i = 0; i < n; i++) {
      off[i] = scaled.mean[i] - grand;
    }
    double[] weighed = scaled.solve(off);
    double distance = 0;
    for (int i = 0; i < n; i++) {
      distance += off[i] * weighed[i];
    }
    double share = (n + 2) / (n + 2 + panel.rows().length * distance);
    double[] mean = new double[n];
    for (int i = 0; i < n; i++) {
      mean[i] = share * grand + (1 - share) * scaled.mean[i];
    }
    return scale(mean, scaled.covariance, panel.units());
  }

  /**
   * Of the predictive distribution under a normal-inverse-Wishart prior (Gelman et al. 2013,
   * Bayesian Data Analysis, section 3.6): the prior's covariance is that of one factor, its mean
   * what investors who hold all assets alike expect of them, the equilibrium of Black and Litterman
   * 1992: aversion times covariance times equal weights.
   *
   * @param priorRows how many rows the prior counts for
   */
  static Moments posterior(Panel panel, double priorRows, double aversion) {
    FactorCovariance estimate = new FactorCovariance(panel.rows());
    double[] units = panel.units();
    double[][] prior = estimate.target();
    double[][] sample = estimate.sample();
    double[] sampled = estimate.mean();
    int n = units.length;
    int t = panel.rows().length;
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        expected[i] += aversion * prior[i][j] * units[j] / n;
      }
    }
    double all = priorRows + t;
    double[] mean = new double[n];
    double[][] covariance = new double[n][n];
    // Prior scale (nu0 - n - 1) times the prior's covariance, with nu0 - n - 1 = priorRows.
    for (int i = 0; i < n; i++) {
      mean[i] = (priorRows * expected[i] + t * sampled[i]) / all;
      for (int j = 0; j < n; j++) {
        double between =
            priorRows * t / all * (sampled[i] - expected[i]) * (sampled[j] - expected[j]);
        covariance[i][j] =
            (priorRows * prior[i][j] + t * sample[i][j] + between) / all * (1 + 1 / all);
      }
    }
    return scale(mean, covariance, units);
  }

  /** From units of what each asset moves by now to returns. */
  private static Moments scale(double[] mean, double[][] covariance, double[] units) {
    double[] scaled = new double[units.length];
    double[][] matrix = new double[units.length][units.length];
    for (int i = 0; i < units.length; i++) {
      scaled[i] = mean[i] * units[i];
      for (int j = 0; j < units.length; j++) {
        matrix[i][j] = covariance[i][j] * units[i] * units[j];
      }
    }
    return new Moments(scaled, matrix);
  }

  double[] mean() {
    return mean.clone();
  }

  double[][] covariance() {
    return covariance;
  }

  double deviation(int asset) {
    return Math.sqrt(covariance[asset][asset]);
  }

  private double[] solve(double[] side) {
    int n = mean.length;
    double[] factor = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(covariance[i], 0, factor, i * n, n);
    }
    double[] solved = side.clone();
    Cholesky.factor(factor, n);
    Cholesky.forward(factor, n, solved, 1);
    Cholesky.backward(factor, n, solved);
    return solved;
  }
}
