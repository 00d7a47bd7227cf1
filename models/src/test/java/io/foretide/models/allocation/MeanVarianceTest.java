package io.foretide.models.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MeanVarianceTest {
  private static final double AVERSION = 3;

  @RepeatedTest(200)
  void weightsKeepTheirBoundsAddUpToOneAndCannotBeBettered(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int n = 1 + random.nextInt(15);
    double least = random.nextBoolean() ? 0 : -0.2 * random.nextDouble();
    double most = (1 + 3 * random.nextDouble()) / n;
    double[] mean = random.doubles(n, -1, 1).toArray();
    double[][] covariance = covariance(random, n);

    double[] weights = MeanVariance.weights(mean, covariance, AVERSION, least, most);

    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
    assertThat(Arrays.stream(weights)).allMatch(w -> w >= least - 1e-9 && w <= most + 1e-9);
    assertCannotBeBettered(weights, mean, covariance, least, most);
  }

  /**
   * The problem is convex, so a point is its minimum if no weight can be moved to another, within
   * bounds, at a gain: the slope of what may shrink is nowhere above the slope of what may grow.
   */
  private static void assertCannotBeBettered(
      double[] weights, double[] mean, double[][] covariance, double least, double most) {
    double steepestToShrink = Double.NEGATIVE_INFINITY;
    double steepestToGrow = Double.POSITIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      double slope = -mean[i];
      for (int j = 0; j < weights.length; j++) {
        slope += AVERSION * covariance[i][j] * weights[j];
      }
      if (weights[i] > least + 1e-9) {
        steepestToShrink = Math.max(steepestToShrink, slope);
      }
      if (weights[i] < most - 1e-9) {
        steepestToGrow = Math.min(steepestToGrow, slope);
      }
    }
    assertThat(steepestToShrink).isLessThanOrEqualTo(steepestToGrow + 1e-7);
  }

  @Test
  void withoutBoundsInTheWayItIsTheFormula() {
    double[] weights =
        MeanVariance.weights(
            new double[] {0.1, 0.2}, new double[][] {{1, 0}, {0, 2}}, AVERSION, -9, 9);

    // (m1 - m2 + a c2) / (a (c1 + c2))
    assertThat(weights[0]).isCloseTo((0.1 - 0.2 + 6) / 9, within(1e-12));
  }

  @Test
  void boundsThatCannotAddUpToOneAreWidenedToEqualShares() {
    double[][] covariance = {{1, 0}, {0, 4}};
    assertThat(MeanVariance.weights(new double[2], covariance, AVERSION, 0, 0.3))
        .containsExactly(0.5, 0.5);
    assertThat(MeanVariance.weights(new double[2], covariance, AVERSION, 0.8, 1))
        .containsExactly(0.5, 0.5);
  }

  private static double[][] covariance(Random random, int n) {
    double[][] root = new double[n][n];
    for (double[] row : root) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          covariance[i][j] += root[i][k] * root[j][k] / n;
        }
      }
      covariance[i][i] += 0.01;
    }
    return covariance;
  }
}
