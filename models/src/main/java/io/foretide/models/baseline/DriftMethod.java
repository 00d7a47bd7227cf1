package io.foretide.models.baseline;

import io.foretide.models.local.LocalMethod;
import io.foretide.models.local.Outlook;
import java.util.random.RandomGenerator;

/**
 * The line from the first value to the last, continued; intervals of a random walk with drift,
 * Hyndman and Athanasopoulos 2021, section 5.5.
 */
record DriftMethod() implements LocalMethod<DriftMethod.Walk> {
  /** Mean and deviation of one step. */
  record Walk(double drift, double deviation) {}

  @Override
  public Walk fit(double[] y, Runnable checkpoint) {
    int steps = y.length - 1;
    if (steps == 0) {
      return new Walk(0, 0);
    }
    double drift = (y[steps] - y[0]) / steps;
    double sum = 0;
    for (int t = 1; t <= steps; t++) {
      double error = y[t] - y[t - 1] - drift;
      sum += error * error;
    }
    return new Walk(drift, Math.sqrt(sum / Math.max(1, steps - 1)));
  }

  @Override
  public Walk restart(Walk walk, double[] y) {
    return walk;
  }

  @Override
  public Outlook forecast(Walk walk, double[] y, int steps, RandomGenerator random) {
    double[] mean = new double[steps];
    double[] deviation = new double[steps];
    double last = y[y.length - 1];
    double seen = Math.max(1, y.length - 1);
    for (int h = 0; h < steps; h++) {
      int ahead = h + 1;
      mean[h] = last + ahead * walk.drift();
      deviation[h] = walk.deviation() * Math.sqrt(ahead * (1 + ahead / seen));
    }
    return Outlook.normal(mean, deviation);
  }
}
