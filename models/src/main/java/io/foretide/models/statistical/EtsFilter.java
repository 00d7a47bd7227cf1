package io.foretide.models.statistical;

/**
 * Runs the innovations recursion of one form over a series (Hyndman et al. 2008, tables 2.2, 2.3).
 */
final class EtsFilter {
  private static final double TINY = 1e-10;

  private final EtsForm form;
  private final double alpha;
  private final double beta;
  private final double gamma;
  private final double phi;
  private final EtsStates states;
  private int place;
  private double sumOfSquares;
  private double sumOfLogs;

  /** Takes the states as its own and moves them on. */
  EtsFilter(EtsForm form, double alpha, double beta, double gamma, double phi, EtsStates states) {
    this.form = form;
    this.alpha = alpha;
    this.beta = beta;
    this.gamma = gamma;
    this.phi = phi;
    this.states = states;
  }

  static EtsFilter of(EtsParameters p) {
    return new EtsFilter(p.form(), p.alpha(), p.beta(), p.gamma(), p.phi(), EtsStates.of(p));
  }

  EtsFilter copy() {
    EtsFilter copy = new EtsFilter(form, alpha, beta, gamma, phi, states.copy());
    copy.place = place;
    return copy;
  }

  void run(double[] y) {
    for (double value : y) {
      update(value);
    }
  }

  private double trend() {
    return form.hasTrend() ? states.level + phi * states.slope : states.level;
  }

  /** The mean of the next value. */
  double next() {
    switch (form.season()) {
      case ADDITIVE:
        return trend() + states.season[place];
      case MULTIPLICATIVE:
        return trend() * states.season[place];
      default:
        return trend();
    }
  }

  /** Moves on by one value; the errors add up for {@link #likelihood}. */
  void update(double y) {
    double trend = trend();
    double seasonal = form.isSeasonal() ? states.season[place] : 0;
    boolean ratio = form.season() == EtsForm.Season.MULTIPLICATIVE;
    double fit = ratio ? trend * seasonal : trend + seasonal;
    double error = y - fit;
    if (form.multiplicativeError()) {
      double base = Math.abs(fit) < TINY ? TINY : fit;
      error /= base;
      sumOfLogs += Math.log(Math.abs(base));
    }
    sumOfSquares += error * error;
    double adjusted = ratio ? y / Math.max(seasonal, TINY) : y - seasonal;
    double before = states.level;
    states.level = trend + alpha * (adjusted - trend);
    if (form.hasTrend()) {
      double damped = phi * states.slope;
      states.slope = damped + beta / alpha * (states.level - before - damped);
    }
    if (form.isSeasonal()) {
      double target = ratio ? y / (Math.abs(trend) < TINY ? TINY : trend) : y - trend;
      states.season[place] = seasonal + gamma * (target - seasonal);
      place = place + 1 == states.season.length ? 0 : place + 1;
    }
  }

  /** Minus twice the log likelihood of {@code n} values, up to a constant; eq. 5.3. */
  double likelihood(int n) {
    double spread = n * Math.log(sumOfSquares);
    return form.multiplicativeError() ? spread + 2 * sumOfLogs : spread;
  }

  double sumOfSquares() {
    return sumOfSquares;
  }

  /** What a value would be if the next error is {@code error} standard units of its own kind. */
  double valueAt(double error) {
    double mean = next();
    return form.multiplicativeError() ? mean * (1 + error) : mean + error;
  }
}
