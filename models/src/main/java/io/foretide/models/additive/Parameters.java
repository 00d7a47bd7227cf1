package io.foretide.models.additive;

/**
 * A point of the model's parameter space, in scaled units (Taylor and Letham 2018, section 3).
 * Shared, never changed after a fit.
 */
final class Parameters {
  /** Growth rate at the start, and offset: the level (linear, flat) or midpoint (logistic). */
  final double k;

  final double m;

  /** Change of the rate at each changepoint, {@code double[changepoints]}. */
  final double[] delta;

  /** Weight of each column of the design, {@code double[columns]}. */
  final double[] beta;

  /** Standard deviation of the observation noise. */
  final double sigma;

  Parameters(double k, double m, double[] delta, double[] beta, double sigma) {
    this.k = k;
    this.m = m;
    this.delta = delta;
    this.beta = beta;
    this.sigma = sigma;
  }

  /** How many numbers they are. */
  int count() {
    return 3 + delta.length + beta.length;
  }

  Parameters withSigma(double newSigma) {
    return new Parameters(k, m, delta, beta, newSigma);
  }

  /** This point moved by {@code share} of the way to the other; sigma stays. */
  Parameters towards(Parameters other, double share) {
    return new Parameters(
        k + share * (other.k - k),
        m + share * (other.m - m),
        mix(delta, other.delta, share),
        mix(beta, other.beta, share),
        sigma);
  }

  private static double[] mix(double[] from, double[] to, double share) {
    double[] mixed = new double[from.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = share == 1 ? to[i] : from[i] + share * (to[i] - from[i]);
    }
    return mixed;
  }
}
