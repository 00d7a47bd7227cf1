package io.foretide.models.statistical;

import io.foretide.models.local.NelderMead;
import java.util.Arrays;

/** Maximum likelihood for one form: smoothing parameters and initial states together. */
final class EtsFit {
  private static final double LOW = 1e-4;
  private static final double HIGH = 1 - 1e-4;
  private static final double PHI_LOW = 0.8;
  private static final double PHI_HIGH = 0.98;

  private final EtsForm form;
  private final double[] y;
  private final int period;
  private final double scale;

  EtsFit(EtsForm form, double[] y, int period) {
    this.form = form;
    this.y = y;
    this.period = period;
    double mean = Arrays.stream(y).average().orElse(0);
    double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    this.scale = Math.max(Math.sqrt(variance), 1e-12);
  }

  EtsParameters best(int maxEvaluations) {
    double[] start = start();
    double[] steps = steps();
    double[] x = new NelderMead(this::objective, maxEvaluations, 1e-6).minimise(start, steps);
    EtsFilter filter = filter(x);
    filter.run(y);
    int count = form.parameters(period);
    int n = y.length;
    double aic = filter.likelihood(n) + 2 * count;
    double aicc = aic + 2.0 * count * (count + 1) / Math.max(1, n - count - 1);
    double variance = filter.sumOfSquares() / Math.max(1, n - count);
    EtsStates states = states(x);
    return new EtsParameters(
        form,
        x[0],
        form.hasTrend() ? x[betaAt()] : 0,
        form.isSeasonal() ? x[gammaAt()] : 0,
        form.isDamped() ? x[phiAt()] : 1,
        states.level,
        states.slope,
        states.seasonList(form),
        variance,
        aicc);
  }

  private double objective(double[] x) {
    if (!inside(x)) {
      return Double.POSITIVE_INFINITY;
    }
    EtsFilter filter = filter(x);
    filter.run(y);
    return filter.likelihood(y.length);
  }

  /** The usual region of Hyndman et al. 2008, section 3.4: each component is a weighted mean. */
  private boolean inside(double[] x) {
    double alpha = x[0];
    if (alpha < LOW || alpha > HIGH) {
      return false;
    }
    if (form.hasTrend() && (x[betaAt()] < LOW || x[betaAt()] > alpha)) {
      return false;
    }
    if (form.isSeasonal() && (x[gammaAt()] < LOW || x[gammaAt()] > 1 - alpha)) {
      return false;
    }
    if (form.isDamped() && (x[phiAt()] < PHI_LOW || x[phiAt()] > PHI_HIGH)) {
      return false;
    }
    if (form.season() == EtsForm.Season.MULTIPLICATIVE) {
      return Arrays.stream(states(x).season).allMatch(s -> s > 0);
    }
    return true;
  }

  private EtsFilter filter(double[] x) {
    return new EtsFilter(
        form,
        x[0],
        form.hasTrend() ? x[betaAt()] : 0,
        form.isSeasonal() ? x[gammaAt()] : 0,
        form.isDamped() ? x[phiAt()] : 1,
        states(x));
  }

  // Layout of x: alpha, beta, gamma, phi, level, slope, season without its first place; each only
  // where the form has it. States are in units of the data's deviation (ratios as they are).

  private int betaAt() {
    return 1;
  }

  private int gammaAt() {
    return form.hasTrend() ? 2 : 1;
  }

  private int phiAt() {
    return gammaAt() + (form.isSeasonal() ? 1 : 0);
  }

  private int levelAt() {
    return phiAt() + (form.isDamped() ? 1 : 0);
  }

  private int seasonAt() {
    return levelAt() + (form.hasTrend() ? 2 : 1);
  }

  private int size() {
    return seasonAt() + (form.isSeasonal() ? period - 1 : 0);
  }

  private double seasonUnit() {
    return form.season() == EtsForm.Season.MULTIPLICATIVE ? 1 : scale;
  }

  private EtsStates states(double[] x) {
    double[] season = new double[form.isSeasonal() ? period : 0];
    double rest = form.season() == EtsForm.Season.MULTIPLICATIVE ? period : 0;
    for (int i = 1; i < season.length; i++) {
      season[i] = x[seasonAt() + i - 1] * seasonUnit();
      rest -= season[i];
    }
    if (season.length > 0) {
      season[0] = rest;
    }
    double slope = form.hasTrend() ? x[levelAt() + 1] * scale : 0;
    return new EtsStates(x[levelAt()] * scale, slope, season);
  }

  private double[] start() {
    EtsStates guess = EtsStates.guess(form, y, period);
    double[] x = new double[size()];
    int cycle = form.isSeasonal() ? period : 1;
    x[0] = LOW + 0.2 * (HIGH - LOW) / cycle;
    if (form.hasTrend()) {
      x[betaAt()] = LOW + 0.1 * (x[0] - LOW);
    }
    if (form.isSeasonal()) {
      x[gammaAt()] = LOW + 0.05 * (1 - x[0] - LOW);
    }
    if (form.isDamped()) {
      x[phiAt()] = PHI_LOW + 0.99 * (PHI_HIGH - PHI_LOW);
    }
    x[levelAt()] = guess.level / scale;
    if (form.hasTrend()) {
      x[levelAt() + 1] = guess.slope / scale;
    }
    for (int i = 1; i < guess.season.length; i++) {
      x[seasonAt() + i - 1] = guess.season[i] / seasonUnit();
    }
    return x;
  }

  private double[] steps() {
    double[] steps = new double[size()];
    Arrays.fill(steps, 0.1);
    if (form.hasTrend()) {
      steps[betaAt()] = 0.01;
      steps[levelAt() + 1] = 0.01;
    }
    if (form.isSeasonal()) {
      steps[gammaAt()] = 0.05;
    }
    if (form.isDamped()) {
      steps[phiAt()] = -0.05;
    }
    return steps;
  }
}
