package io.foretide.models.baseline;

import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.Outlook;
import java.util.random.RandomGenerator;

/**
 * The mean of the last four cycles, shared out over the places of a cycle as in the last eight.
 * Intervals keep the width of past one-step errors.
 */
record SeasonalMeanMethod(int period) implements LocalMethod<SeasonalMeanMethod.Spread> {
  private static final int LEVEL_CYCLES = 4;
  private static final int PROFILE_CYCLES = 8;

  /** Root mean square of past errors one step ahead. */
  record Spread(double deviation) {}

  @Override
  public Spread fit(double[] y, Runnable checkpoint) {
    double sum = 0;
    int count = 0;
    for (int t = Math.min(y.length - 1, 2 * period); t > 0 && t < y.length; t++) {
      double error = y[t] - ahead(y, t, 0);
      sum += error * error;
      count++;
    }
    return new Spread(count == 0 ? 0 : Math.sqrt(sum / count));
  }

  /** The forecast {@code h} steps (from 0) after the first {@code known} values. */
  private double ahead(double[] y, int known, int h) {
    double level = mean(y, known - LEVEL_CYCLES * period, known);
    double all = mean(y, known - PROFILE_CYCLES * period, known);
    if (known < 2 * period || all == 0) {
      return level;
    }
    double sum = 0;
    int count = 0;
    int latest = known + h - period * (h / period + 1);
    for (int t = latest; t >= 0 && count < PROFILE_CYCLES; t -= period) {
      sum += y[t];
      count++;
    }
    return level * (sum / count) / all;
  }

  private static double mean(double[] y, int from, int to) {
    int first = Math.max(0, from);
    double sum = 0;
    for (int t = first; t < to; t++) {
      sum += y[t];
    }
    return sum / (to - first);
  }

  @Override
  public Spread restart(Spread spread, double[] y) {
    return spread;
  }

  @Override
  public Outlook forecast(Spread spread, double[] y, int steps, RandomGenerator random) {
    double[] mean = new double[steps];
    double[] deviation = new double[steps];
    for (int h = 0; h < steps; h++) {
      mean[h] = ahead(y, y.length, h);
      deviation[h] = spread.deviation();
    }
    return Outlook.normal(mean, deviation);
  }
}
