package io.foretide.models.statistical;

import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.Outlook;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Chooses a form by AICc and forecasts with it.
 *
 * @param period steps in a cycle; longer ones than 24 are not modelled, as every place would need a
 *     state of its own
 * @param evaluations of the likelihood spent on each form
 * @param paths simulated where the variance has no closed form
 */
record EtsMethod(int period, int evaluations, int paths, boolean multiplicative)
    implements LocalMethod<EtsParameters> {
  private static final int LONGEST_PERIOD = 24;

  @Override
  public EtsParameters fit(double[] y, Runnable checkpoint) {
    double low = Arrays.stream(y).min().orElseThrow();
    double high = Arrays.stream(y).max().orElseThrow();
    if (y.length < 4 || low == high) {
      return level(y);
    }
    boolean seasonal = period > 1 && period <= LONGEST_PERIOD && y.length >= 2 * period + 2;
    EtsParameters best = null;
    for (EtsForm form : EtsForm.candidates(multiplicative && low > 0, seasonal)) {
      checkpoint.run();
      if (form.parameters(period) > y.length - 4) {
        continue;
      }
      EtsParameters one = new EtsFit(form, y, period).best(evaluations);
      if (Double.isFinite(one.aicc()) && (best == null || one.aicc() < best.aicc())) {
        best = one;
      }
    }
    return best == null ? level(y) : best;
  }

  /** Too little to choose from: the mean, with the deviation around it. */
  private static EtsParameters level(double[] y) {
    double mean = Arrays.stream(y).average().orElseThrow();
    double squares = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
    double variance = squares / Math.max(1, y.length - 1);
    return new EtsParameters(
        EtsForm.SIMPLE, 1e-4, 0, 0, 1, mean, 0, java.util.List.of(), variance, 0);
  }

  @Override
  public EtsParameters restart(EtsParameters p, double[] y) {
    if (p.form().isSeasonal() && y.length < 2 * period) {
      return fit(y, () -> {});
    }
    return p.from(EtsStates.guess(p.form(), y, period));
  }

  @Override
  public Outlook forecast(EtsParameters p, double[] y, int steps, RandomGenerator random) {
    EtsFilter filter = EtsFilter.of(p);
    filter.run(y);
    double[] mean = new double[steps];
    EtsFilter ahead = filter.copy();
    for (int h = 0; h < steps; h++) {
      mean[h] = ahead.next();
      ahead.update(mean[h]);
    }
    EtsForm form = p.form();
    if (!form.multiplicativeError() && form.season() != EtsForm.Season.MULTIPLICATIVE) {
      return Outlook.normal(mean, deviations(p, steps));
    }
    return Outlook.simulated(mean, simulate(p, filter, steps, random));
  }

  /** Hyndman et al. 2008, eq. 6.1: each past error moves the state, and so all later values. */
  private static double[] deviations(EtsParameters p, int steps) {
    double[] deviations = new double[steps];
    double sum = 1;
    double damp = 0;
    double power = 1;
    int cycle = p.season().size();
    for (int h = 0; h < steps; h++) {
      deviations[h] = Math.sqrt(p.variance() * sum);
      power *= p.phi();
      damp += power;
      double c = p.alpha() + p.beta() * damp;
      if (cycle > 0 && (h + 1) % cycle == 0) {
        c += p.gamma();
      }
      sum += c * c;
    }
    return deviations;
  }

  private double[][] simulate(EtsParameters p, EtsFilter end, int steps, RandomGenerator random) {
    double[][] values = new double[steps][paths];
    double deviation = Math.sqrt(p.variance());
    for (int i = 0; i < paths; i++) {
      EtsFilter path = end.copy();
      for (int h = 0; h < steps; h++) {
        double value = path.valueAt(deviation * random.nextGaussian());
        values[h][i] = value;
        path.update(value);
      }
    }
    return values;
  }
}
