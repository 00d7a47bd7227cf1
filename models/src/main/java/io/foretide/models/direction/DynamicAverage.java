package io.foretide.models.direction;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Regressions with more or fewer regressors that forget more or less, weighed by how well each
 * foretold the values so far, the latest counting most: dynamic model averaging, Raftery, Karny and
 * Ettler 2010, eq. 14 to 16. The random walk is one of them.
 *
 * <p>Regressors are, in this order: 1, the last value, the mean of the latest {@value #RECENT}, and
 * the sentiment. Not thread-safe.
 */
final class DynamicAverage {
  static final int RECENT = 5;
  private static final int[] SIZES = {1, 3};
  private static final int WITH_SENTIMENT = 4;

  /** No regression is ever given up for good. */
  private static final double LEAST_WEIGHT = 1e-4;

  /** A forecast mean never exceeds this many deviations of a bar: one is a wonder already. */
  private static final double MOST = 1;

  private final double forgetting;
  private final List<DynamicRegression> regressions = new ArrayList<>();
  private final double[] weights;
  private final double[] recent = new double[RECENT];

  DynamicAverage(AdmOptions options, boolean sentiment) {
    forgetting = options.forgetting();
    regressions.add(new DynamicRegression(0, 0, 1, options.varianceDiscount()));
    double slower = 1 - (1 - options.discount()) / 5;
    for (double discount : new double[] {options.discount(), slower, 1}) {
      for (int size : SIZES) {
        add(size, discount, options);
      }
      if (sentiment) {
        add(WITH_SENTIMENT, discount, options);
      }
    }
    weights = new double[regressions.size()];
    Arrays.fill(weights, (1 - options.walk()) / (weights.length - 1));
    weights[0] = options.walk();
  }

  private void add(int regressors, double discount, AdmOptions options) {
    regressions.add(
        new DynamicRegression(regressors, options.prior(), discount, options.varianceDiscount()));
  }

  /** How likely each regression is now, the random walk first; {@code double[regressions]}. */
  double[] weights() {
    double[] next = new double[weights.length];
    double sum = 0;
    for (int k = 0; k < next.length; k++) {
      next[k] = Math.pow(weights[k], forgetting) + LEAST_WEIGHT;
      sum += next[k];
    }
    for (int k = 0; k < next.length; k++) {
      next[k] /= sum;
    }
    return next;
  }

  /**
   * Learns from a value in units of its usual size.
   *
   * @param sentiment what was known of it before the value came
   */
  void observe(double y, double sentiment) {
    double[] f = regressors(recent, sentiment);
    double[] before = weights();
    double[] densities = new double[weights.length];
    for (int k = 0; k < densities.length; k++) {
      densities[k] = regressions.get(k).observe(f, y);
    }
    double most = Arrays.stream(densities).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = before[k] * Math.exp(densities[k] - most);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    push(recent, y);
  }

  /**
   * Mean and variance of the next values, or of their running sums; {@code double[2][steps]}. A
   * regression that reads its own values reads its own forecasts.
   *
   * @param sentiment as known now, which is taken to last
   */
  double[][] path(int steps, boolean sums, double sentiment) {
    double[] likely = weights();
    double[][] means = new double[weights.length][];
    double[] mean = new double[steps];
    double[] variance = new double[steps];
    for (int k = 0; k < likely.length; k++) {
      DynamicRegression regression = regressions.get(k);
      means[k] = mean(regression, steps, sums, sentiment);
      double drift = regression.uncertainty(regressors(recent, sentiment));
      for (int h = 0; h < steps; h++) {
        double bars = sums ? h + 1 : 1;
        mean[h] += likely[k] * means[k][h];
        variance[h] += likely[k] * (bars * regression.variance() + bars * bars * drift);
      }
    }
    for (int k = 0; k < likely.length; k++) {
      for (int h = 0; h < steps; h++) {
        variance[h] += likely[k] * Math.pow(means[k][h] - mean[h], 2);
      }
    }
    return new double[][] {mean, variance};
  }

  private double[] mean(DynamicRegression regression, int steps, boolean sums, double sentiment) {
    double[] mean = new double[steps];
    double[] values = recent.clone();
    double most = MOST * Math.sqrt(regression.variance());
    double sum = 0;
    for (int h = 0; h < steps; h++) {
      double next = regression.mean(regressors(values, sentiment));
      next = Math.max(-most, Math.min(most, next));
      push(values, next);
      sum += next;
      mean[h] = sums ? sum : next;
    }
    return mean;
  }

  private static double[] regressors(double[] recent, double sentiment) {
    return new double[] {1, recent[RECENT - 1], Arrays.stream(recent).sum() / RECENT, sentiment};
  }

  private static void push(double[] recent, double y) {
    System.arraycopy(recent, 1, recent, 0, RECENT - 1);
    recent[RECENT - 1] = y;
  }

  void write(DataOutput out) throws IOException {
    for (double value : recent) {
      out.writeDouble(value);
    }
    for (int k = 0; k < weights.length; k++) {
      out.writeDouble(weights[k]);
      regressions.get(k).write(out);
    }
  }

  /** Sets what {@link #write} wrote of an average that was made alike. */
  void read(DataInput in) throws IOException {
    for (int i = 0; i < RECENT; i++) {
      recent[i] = in.readDouble();
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] = in.readDouble();
      regressions.get(k).read(in);
    }
  }
}
