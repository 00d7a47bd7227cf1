package io.foretide.models.onnx;

import io.foretide.models.baseline.NormalQuantile;
import java.util.Arrays;

/** Makes the quantiles that were asked for from what a graph and its layout offer. */
final class QuantileReader {
  private final OnnxLayout layout;
  private final double[] given;

  QuantileReader(OnnxLayout layout) {
    this.layout = layout;
    this.given = layout.levels().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** {@code double[levels][steps]}, ascending at every step. */
  double[][] read(
      OnnxSession.Output output, int row, double[] mean, double scale, double[] levels) {
    double[][] quantiles = new double[levels.length][mean.length];
    double[] own = new double[given.length];
    for (int h = 0; h < mean.length; h++) {
      for (int q = 0; q < own.length; q++) {
        own[q] = output.quantile(row, h, q);
      }
      // Independent heads may cross; sorting is never worse (Chernozhukov et al. 2010).
      Arrays.sort(own);
      double deviation = layout.spread().isEmpty() ? 0 : layout.spread().get(h) * scale;
      for (int q = 0; q < levels.length; q++) {
        quantiles[q][h] =
            own.length > 0
                ? interpolate(own, levels[q])
                : mean[h] + deviation * NormalQuantile.of(levels[q]);
      }
    }
    return quantiles;
  }

  /** Linear in the normal score of the level, which also carries it beyond the outermost levels. */
  private double interpolate(double[] own, double level) {
    int last = given.length - 1;
    if (last == 0) {
      return own[0];
    }
    int right = 1;
    while (right < last && given[right] < level) {
      right++;
    }
    double a = NormalQuantile.of(given[right - 1]);
    double b = NormalQuantile.of(given[right]);
    double share = (NormalQuantile.of(level) - a) / (b - a);
    return own[right - 1] + share * (own[right] - own[right - 1]);
  }
}
