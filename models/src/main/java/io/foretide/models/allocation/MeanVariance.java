package io.foretide.models.allocation;

import io.foretide.models.algebra.Cholesky;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The weights with the best mean less a multiple of the variance (Markowitz 1952), each within
 * bounds, all adding up to 1: the minimum of a/2 w'Cw - m'w, found exactly by a primal active-set
 * method (Nocedal and Wright 2006, Numerical Optimization, algorithm 16.3).
 */
final class MeanVariance {
  private static final double ROUNDING = 1e-12;

  private final double[] mean;
  private final double[][] covariance;
  private final double aversion;
  private final double least;
  private final double most;
  private final double[] weights;

  /** -1 where a weight rests on the lower bound, 1 on the upper, 0 where it is free. */
  private final int[] bound;

  private MeanVariance(
      double[] mean, double[][] covariance, double aversion, double least, double most) {
    this.mean = mean;
    this.covariance = covariance;
    this.aversion = aversion;
    this.least = least;
    this.most = most;
    weights = new double[mean.length];
    Arrays.fill(weights, 1.0 / mean.length);
    bound = new int[mean.length];
  }

  /**
   * @param covariance positive definite
   * @param aversion to risk, positive
   * @param least of each weight; where so many cannot add up to 1, what they can at least
   * @param most of each weight, likewise
   * @return {@code double[assets]}
   */
  static double[] weights(
      double[] mean, double[][] covariance, double aversion, double least, double most) {
    double equal = 1.0 / mean.length;
    return new MeanVariance(
            mean, covariance, aversion, Math.min(least, equal), Math.max(most, equal))
        .solve();
  }

  private double[] solve() {
    // Every pass binds or frees one weight and lowers the objective: none comes twice.
    int passes = 20 * (weights.length + 1);
    for (int pass = 0; pass < passes; pass++) {
      int[] free = IntStream.range(0, bound.length).filter(i -> bound[i] == 0).toArray();
      double[] target = free.length == 0 ? new double[0] : optimum(free);
      if (!stepTo(free, target) && !release()) {
        break;
      }
    }
    return weights.clone();
  }

  /** The best weights of the free ones, the others where they are and bounds forgotten. */
  private double[] optimum(int[] free) {
    int n = free.length;
    double[] factor = new double[n * n];
    double[] sides = new double[n * 2];
    double left = 1;
    for (int i = 0; i < weights.length; i++) {
      left -= bound[i] == 0 ? 0 : weights[i];
    }
    for (int i = 0; i < n; i++) {
      double pull = mean[free[i]];
      for (int j = 0; j < weights.length; j++) {
        pull -= bound[j] == 0 ? 0 : aversion * covariance[free[i]][j] * weights[j];
      }
      for (int j = 0; j <= i; j++) {
        factor[i * n + j] = aversion * covariance[free[i]][free[j]];
      }
      sides[2 * i] = pull;
      sides[2 * i + 1] = 1;
    }
    Cholesky.factor(factor, n);
    Cholesky.forward(factor, n, sides, 2);
    double[] pulled = new double[n];
    double[] ones = new double[n];
    for (int i = 0; i < n; i++) {
      pulled[i] = sides[2 * i];
      ones[i] = sides[2 * i + 1];
    }
    Cholesky.backward(factor, n, pulled);
    Cholesky.backward(factor, n, ones);
    double multiplier = (Arrays.stream(pulled).sum() - left) / Arrays.stream(ones).sum();
    for (int i = 0; i < n; i++) {
      pulled[i] -= multiplier * ones[i];
    }
    return pulled;
  }

  /** Goes there, or as far as the first bound; whether one was met. */
  private boolean stepTo(int[] free, double[] target) {
    double step = 1;
    int met = -1;
    for (int i = 0; i < free.length; i++) {
      double way = target[i] - weights[free[i]];
      double end = way > 0 ? most : least;
      if (Math.abs(way) > ROUNDING && (target[i] - end) * Math.signum(way) > 0) {
        double share = Math.max(0, (end - weights[free[i]]) / way);
        if (share < step) {
          step = share;
          met = i;
        }
      }
    }
    for (int i = 0; i < free.length; i++) {
      weights[free[i]] += step * (target[i] - weights[free[i]]);
    }
    if (met < 0) {
      return false;
    }
    boolean upper = target[met] > weights[free[met]];
    weights[free[met]] = upper ? most : least;
    bound[free[met]] = upper ? 1 : -1;
    return true;
  }

  /** Frees the bound weight that would gain most by moving inwards; whether there is one. */
  private boolean release() {
    double[] slopes = new double[weights.length];
    double common = 0;
    int free = 0;
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = -mean[i];
      for (int j = 0; j < slopes.length; j++) {
        slopes[i] += aversion * covariance[i][j] * weights[j];
      }
      if (bound[i] == 0) {
        common += slopes[i];
        free++;
      }
    }
    return free == 0 ? releasePair(slopes) : releaseOne(slopes, common / free);
  }

  private boolean releaseOne(double[] slopes, double common) {
    int best = -1;
    double most = ROUNDING;
    for (int i = 0; i < slopes.length; i++) {
      double gain = bound[i] * (slopes[i] - common);
      if (gain > most) {
        most = gain;
        best = i;
      }
    }
    if (best >= 0) {
      bound[best] = 0;
    }
    return best >= 0;
  }

  /** With all weights bound, one can only move at the cost of another. */
  private boolean releasePair(double[] slopes) {
    int down = -1;
    int up = -1;
    for (int i = 0; i < slopes.length; i++) {
      if (bound[i] > 0 && (down < 0 || slopes[i] > slopes[down])) {
        down = i;
      }
      if (bound[i] < 0 && (up < 0 || slopes[i] < slopes[up])) {
        up = i;
      }
    }
    if (down < 0 || up < 0 || slopes[down] - slopes[up] <= ROUNDING) {
      return false;
    }
    bound[down] = 0;
    bound[up] = 0;
    return true;
  }
}
