package io.foretide.models.additive;

import java.util.Arrays;

/**
 * The trend in scaled units. The logistic trend of the paper (its equation 3) is cap times the
 * logistic of a continuous piecewise-linear line: its offsets gamma are exactly what makes that
 * line continuous. So both growths share one line, k t + offset + sum delta_j max(0, t - s_j), and
 * differ in the link alone.
 */
final class Trend {
  private final Growth growth;
  private final double[] changepoints;

  /** {@code changepoints} ascend, in scaled time. */
  Trend(Growth growth, double[] changepoints) {
    this.growth = growth;
    this.changepoints = changepoints;
  }

  Growth growth() {
    return growth;
  }

  /** The line at each ascending time of {@code t}. */
  double[] line(Parameters p, double[] t) {
    double[] line = new double[t.length];
    if (growth == Growth.FLAT) {
      Arrays.fill(line, p.m);
      return line;
    }
    double slope = p.k;
    double offset = growth == Growth.LOGISTIC ? -p.k * p.m : p.m;
    int next = 0;
    for (int i = 0; i < t.length; i++) {
      while (next < changepoints.length && changepoints[next] <= t[i]) {
        slope += p.delta[next];
        offset -= p.delta[next] * changepoints[next];
        next++;
      }
      line[i] = slope * t[i] + offset;
    }
    return line;
  }

  /** The trend where the line has this value. */
  double value(double line, double cap) {
    return growth == Growth.LOGISTIC ? cap / (1 + Math.exp(-line)) : line;
  }

  /** Derivative of {@link #value} with respect to the line, given that value. */
  double slope(double value, double cap) {
    return growth == Growth.LOGISTIC ? value * (1 - value / cap) : 1;
  }
}
