package io.foretide.models.boosted;

import io.foretide.models.series.Series;

/**
 * One series with running sums, so that the mean of any stretch of it costs the same. Positions are
 * step numbers of the series, from 0; what is not observed is left out of every mean.
 */
final class Tally {
  private final Series series;
  private final double[] values;
  private final double[] sums;
  private final double[] squares;
  private final double[] magnitudes;
  private final int[] counts;
  private final int[] zeros;

  Tally(Series series) {
    this.series = series;
    values = series.target();
    int n = values.length;
    sums = new double[n + 1];
    squares = new double[n + 1];
    magnitudes = new double[n + 1];
    counts = new int[n + 1];
    zeros = new int[n + 1];
    for (int i = 0; i < n; i++) {
      double y = values[i];
      boolean seen = Double.isFinite(y);
      sums[i + 1] = sums[i] + (seen ? y : 0);
      squares[i + 1] = squares[i] + (seen ? y * y : 0);
      magnitudes[i + 1] = magnitudes[i] + (seen ? Math.abs(y) : 0);
      counts[i + 1] = counts[i] + (seen ? 1 : 0);
      zeros[i + 1] = zeros[i] + (y == 0 ? 1 : 0);
    }
  }

  Series series() {
    return series;
  }

  int length() {
    return values.length;
  }

  /** The value; NaN where unobserved or outside the series. */
  double at(int position) {
    return position < 0 || position >= values.length || !Double.isFinite(values[position])
        ? Double.NaN
        : values[position];
  }

  /** Observations in {@code [from, to)}. */
  int count(int from, int to) {
    return counts[clamp(to)] - counts[clamp(from)];
  }

  /** Mean over {@code [from, to)}; NaN if nothing was observed there. */
  double mean(int from, int to) {
    return (sums[clamp(to)] - sums[clamp(from)]) / count(from, to);
  }

  /** Mean of |y| over {@code [from, to)}; NaN if nothing was observed there. */
  double magnitude(int from, int to) {
    return (magnitudes[clamp(to)] - magnitudes[clamp(from)]) / count(from, to);
  }

  /** Standard deviation over {@code [from, to)}; NaN if nothing was observed there. */
  double deviation(int from, int to) {
    double mean = mean(from, to);
    double square = (squares[clamp(to)] - squares[clamp(from)]) / count(from, to);
    return Math.sqrt(Math.max(0, square - mean * mean));
  }

  /** Share of zeros over {@code [from, to)}; NaN if nothing was observed there. */
  double zeroShare(int from, int to) {
    return (double) (zeros[clamp(to)] - zeros[clamp(from)]) / count(from, to);
  }

  private int clamp(int position) {
    return Math.max(0, Math.min(values.length, position));
  }
}
