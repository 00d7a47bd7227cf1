package io.foretide.models.series;

import java.time.Instant;

/**
 * A forecast of one series. Step {@code h} (from 0) is the {@code h+1}-th step after the cutoff.
 *
 * <p>{@code mean} is {@code double[horizon]} and {@code quantiles} is {@code
 * double[levels][horizon]}, both in the series' own unit; {@code levels} ascend within (0, 1).
 */
public final class Forecast {
  private final SeriesId series;
  private final Instant cutoff;
  private final double[] mean;
  private final double[] levels;
  private final double[][] quantiles;

  /** Takes the arrays as its own: the caller hands them over and does not touch them again. */
  public Forecast(
      SeriesId series, Instant cutoff, double[] mean, double[] levels, double[][] quantiles) {
    if (quantiles.length != levels.length) {
      throw new IllegalArgumentException(
          quantiles.length + " quantile rows for " + levels.length + " levels");
    }
    for (int q = 0; q < levels.length; q++) {
      if (!(levels[q] > 0 && levels[q] < 1) || (q > 0 && levels[q] <= levels[q - 1])) {
        throw new IllegalArgumentException(
            "levels ascend within (0, 1); level " + q + " is " + levels[q]);
      }
      if (quantiles[q].length != mean.length) {
        throw new IllegalArgumentException(
            "quantile row " + q + " has " + quantiles[q].length + " steps, not " + mean.length);
      }
    }
    this.series = series;
    this.cutoff = cutoff;
    this.mean = mean;
    this.levels = levels;
    this.quantiles = quantiles;
  }

  public SeriesId series() {
    return series;
  }

  public Instant cutoff() {
    return cutoff;
  }

  public int steps() {
    return mean.length;
  }

  public double[] mean() {
    return mean.clone();
  }

  public double[] levels() {
    return levels.clone();
  }

  public double[][] quantiles() {
    double[][] copy = new double[quantiles.length][];
    for (int q = 0; q < copy.length; q++) {
      copy[q] = quantiles[q].clone();
    }
    return copy;
  }

  public double meanAt(int h) {
    return mean[h];
  }

  /** The quantile at a level this forecast has, at step {@code h}. */
  public double quantileAt(double level, int h) {
    for (int q = 0; q < levels.length; q++) {
      if (Math.abs(levels[q] - level) < 1e-9) {
        return quantiles[q][h];
      }
    }
    throw new IllegalArgumentException("no quantile " + level + " in this forecast");
  }
}
