package io.foretide.models.additive;

/**
 * The log posterior that Prophet maximises, without its constants: y ~ N(g (1 + X_m b) + X_a b,
 * sigma), k, m ~ N(0, 5), delta ~ Laplace(0, tau), beta ~ N(0, prior scale), sigma ~ half-normal(0,
 * 0.5).
 */
final class Posterior {
  /** Precision of the priors of k and m. */
  static final double LINE_PRECISION = 1 / 25.0;

  /** Scaled noise below this is rounding; it also keeps an interpolating fit from sigma zero. */
  static final double LEAST_SIGMA = 1e-6;

  private final Design design;
  private final Trend trend;
  private final double tau;

  Posterior(Design design, Trend trend, double tau) {
    this.design = design;
    this.trend = trend;
    this.tau = tau;
  }

  /** Fitted values in scaled units, {@code double[rows]}. */
  double[] fitted(Parameters p) {
    double[] values = trend.line(p, design.t);
    for (int i = 0; i < values.length; i++) {
      values[i] = trend.value(values[i], design.capAt(i));
    }
    if (design.anyMultiplicative()) {
      double[] factors = design.terms(p.beta, true);
      for (int i = 0; i < values.length; i++) {
        values[i] *= 1 + factors[i];
      }
    }
    double[] added = design.terms(p.beta, false);
    for (int i = 0; i < values.length; i++) {
      values[i] += added[i];
    }
    return values;
  }

  double squaredError(Parameters p) {
    double[] fitted = fitted(p);
    double sum = 0;
    for (int i = 0; i < fitted.length; i++) {
      double residual = design.y[i] - fitted[i];
      sum += residual * residual;
    }
    return sum;
  }

  /** The log posterior at {@code p}; larger is better. */
  double log(Parameters p) {
    return log(p, squaredError(p));
  }

  double log(Parameters p, double squaredError) {
    double penalty = 0.5 * LINE_PRECISION * (p.k * p.k + p.m * p.m) + 2 * p.sigma * p.sigma;
    for (double delta : p.delta) {
      penalty += Math.abs(delta) / tau;
    }
    for (int c = 0; c < p.beta.length; c++) {
      double scaled = p.beta[c] / design.priorScales[c];
      penalty += 0.5 * scaled * scaled;
    }
    return -design.rows * Math.log(p.sigma) - squaredError / (2 * p.sigma * p.sigma) - penalty;
  }

  /** Where the log posterior is largest in sigma, everything else fixed: a root of a quadratic. */
  double bestSigma(double squaredError) {
    int n = design.rows;
    double variance = 2 * squaredError / (n + Math.sqrt((double) n * n + 16 * squaredError));
    return Math.max(Math.sqrt(variance), LEAST_SIGMA);
  }
}
