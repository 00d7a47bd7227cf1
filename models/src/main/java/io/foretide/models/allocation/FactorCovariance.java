package io.foretide.models.allocation;

/**
 * Covariance of which only what all assets share with the market is kept in part: the sample's,
 * shrunk towards that of one factor with independent residuals, by as much as the data asks for
 * (Ledoit and Wolf 2003, Improved estimation of the covariance matrix of stock returns, section
 * 2.5). The factor is the mean of the assets.
 */
final class FactorCovariance {
  private final int n;
  private final int t;
  private final double[][] x;
  private final double[] market;
  private final double[] mean;
  private final double[][] sample;
  private final double[] withMarket;
  private final double marketVariance;

  /**
   * @param rows {@code [rows][assets]}, two rows at least
   */
  FactorCovariance(double[][] rows) {
    t = rows.length;
    n = rows[0].length;
    mean = new double[n];
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        mean[i] += row[i] / t;
      }
    }
    x = new double[t][n];
    market = new double[t];
    for (int k = 0; k < t; k++) {
      for (int i = 0; i < n; i++) {
        x[k][i] = rows[k][i] - mean[i];
        market[k] += x[k][i] / n;
      }
    }
    sample = new double[n][n];
    withMarket = new double[n];
    double variance = 0;
    for (int k = 0; k < t; k++) {
      variance += market[k] * market[k] / t;
      for (int i = 0; i < n; i++) {
        withMarket[i] += x[k][i] * market[k] / t;
        for (int j = 0; j < n; j++) {
          sample[i][j] += x[k][i] * x[k][j] / t;
        }
      }
    }
    marketVariance = variance;
  }

  double[] mean() {
    return mean.clone();
  }

  double[][] sample() {
    return sample;
  }

  /** One factor and independent residuals; the variances are the sample's. */
  double[][] target() {
    double[][] target = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        target[i][j] = i == j ? sample[i][i] : withMarket[i] * withMarket[j] / marketVariance;
      }
    }
    return target;
  }

  /** How much of the target is to be taken, from 0 to 1: their (pi - rho) / (gamma T). */
  double intensity() {
    double[][] target = target();
    double gamma = 0;
    double pi = 0;
    double rho = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double pij = product(i, j, i, j) - sample[i][j] * sample[i][j];
        gamma += Math.pow(sample[i][j] - target[i][j], 2);
        pi += pij;
        rho += i == j ? pij : towards(i, j);
      }
    }
    return gamma == 0 ? 1 : Math.max(0, Math.min(1, (pi - rho) / gamma / t));
  }

  /** The asymptotic covariance of target and sample off the diagonal. */
  private double towards(int i, int j) {
    double byI = 0;
    double byJ = 0;
    double both = 0;
    for (int k = 0; k < t; k++) {
      double pair = x[k][i] * x[k][j];
      byI += pair * x[k][i] * market[k] / t;
      byJ += pair * x[k][j] * market[k] / t;
      both += pair * market[k] * market[k] / t;
    }
    byI -= withMarket[i] * sample[i][j];
    byJ -= withMarket[j] * sample[i][j];
    both -= marketVariance * sample[i][j];
    return (withMarket[j] * byI + withMarket[i] * byJ) / marketVariance
        - withMarket[i] * withMarket[j] * both / (marketVariance * marketVariance);
  }

  private double product(int a, int b, int c, int d) {
    double sum = 0;
    for (double[] row : x) {
      sum += row[a] * row[b] * row[c] * row[d] / t;
    }
    return sum;
  }

  double[][] shrunk() {
    double share = intensity();
    double[][] target = target();
    double[][] shrunk = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        shrunk[i][j] = share * target[i][j] + (1 - share) * sample[i][j];
      }
    }
    return shrunk;
  }
}
