package io.foretide.models.onnx;

import io.foretide.models.series.NormalQuantile;
import io.foretide.models.series.Series;
import java.util.Arrays;

/**
 * Makes the quantiles that were asked for from what a graph and its layout offer: the graph's own,
 * interpolated linearly in the normal score of the level, which also carries beyond its outermost
 * levels; or those of the layout's spread.
 */
final class QuantileReader {
  private final OnnxLayout layout;
  private final double[] levels;
  private final int given;
  private final int[] right;
  private final double[] share;
  private final double[] scores;

  /**
   * @param levels that are asked for
   */
  QuantileReader(OnnxLayout layout, double[] levels) {
    this.layout = layout;
    this.levels = levels.clone();
    this.given = layout.levels().size();
    this.right = new int[levels.length];
    this.share = new double[levels.length];
    this.scores = new double[levels.length];
    for (int q = 0; q < levels.length; q++) {
      if (given > 1) {
        place(q);
      } else if (given == 0) {
        scores[q] = NormalQuantile.of(levels[q]);
      }
    }
  }

  private void place(int q) {
    right[q] = 1;
    while (right[q] < given - 1 && layout.levels().get(right[q]) < levels[q]) {
      right[q]++;
    }
    double above = layout.levels().get(right[q]);
    if (above == levels[q]) {
      share[q] = 1;
      return;
    }
    double a = NormalQuantile.of(layout.levels().get(right[q] - 1));
    share[q] = (NormalQuantile.of(levels[q]) - a) / (NormalQuantile.of(above) - a);
  }

  /** A copy. */
  double[] levels() {
    return levels.clone();
  }

  /** {@code double[levels][steps]}, ascending at every step. */
  double[][] read(OnnxSession.Output output, int row, double[] mean, Series history) {
    double[][] quantiles = new double[levels.length][mean.length];
    if (given == 0) {
      spread(quantiles, mean, history);
      return quantiles;
    }
    double[] own = new double[given];
    for (int h = 0; h < mean.length; h++) {
      for (int q = 0; q < given; q++) {
        own[q] = output.quantile(row, h, q);
      }
      // Independent heads may cross; sorting is never worse (Chernozhukov et al. 2010).
      Arrays.sort(own);
      for (int q = 0; q < levels.length; q++) {
        double left = own[Math.max(0, right[q] - 1)];
        quantiles[q][h] = left + share[q] * (own[right[q]] - left);
      }
    }
    return quantiles;
  }

  private void spread(double[][] quantiles, double[] mean, Series history) {
    double scale = layout.spread().isEmpty() ? 0 : scale(history);
    for (int h = 0; h < mean.length; h++) {
      double deviation = layout.spread().isEmpty() ? 0 : layout.spread().get(h) * scale;
      for (int q = 0; q < levels.length; q++) {
        quantiles[q][h] = mean[h] + deviation * scores[q];
      }
    }
  }

  /** Mean absolute value of what the graph saw; 0 where that was nothing. */
  private double scale(Series history) {
    double sum = 0;
    int n = 0;
    for (int i = Math.max(0, history.length() - layout.contextLength());
        i < history.length();
        i++) {
      double value = history.targetAt(i);
      if (!Double.isNaN(value)) {
        sum += Math.abs(value);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }
}
