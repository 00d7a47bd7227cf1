package io.foretide.models.baseline;

import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.Outlook;
import java.util.random.RandomGenerator;

/**
 * Repeats the last cycle; with a period of 1, the last value. Intervals as Hyndman and
 * Athanasopoulos 2021, section 5.5: the variance grows by one error's with every cycle ahead.
 */
record SeasonalNaiveMethod(int period) implements LocalMethod<SeasonalNaiveMethod.Spread> {
  /** Root mean square of the differences to one cycle earlier. */
  record Spread(double deviation) {}

  /** A series shorter than its cycle repeats its last value. */
  private int cycle(double[] y) {
    return y.length > period ? period : 1;
  }

  @Override
  public Spread fit(double[] y, Runnable checkpoint) {
    int cycle = cycle(y);
    double sum = 0;
    for (int t = cycle; t < y.length; t++) {
      sum += (y[t] - y[t - cycle]) * (y[t] - y[t - cycle]);
    }
    return new Spread(y.length > cycle ? Math.sqrt(sum / (y.length - cycle)) : 0);
  }

  @Override
  public Spread restart(Spread spread, double[] y) {
    return spread;
  }

  @Override
  public Outlook forecast(Spread spread, double[] y, int steps, RandomGenerator random) {
    int cycle = cycle(y);
    double[] mean = new double[steps];
    double[] deviation = new double[steps];
    for (int h = 0; h < steps; h++) {
      mean[h] = y[y.length - cycle + h % cycle];
      deviation[h] = spread.deviation() * Math.sqrt(h / cycle + 1);
    }
    return Outlook.normal(mean, deviation);
  }
}
