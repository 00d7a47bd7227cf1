package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import io.foretide.models.series.SeriesId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The backtest residuals (actual - mean) of every series, kept so that the interval of any sum of
 * series can be calibrated on backtests of that very sum: errors of products that rise and fall
 * together do not cancel, and adding up intervals would be far too wide where they do.
 */
final class Residuals {
  /**
   * Steps on either side that share one estimate of spread: five cutoffs alone would be a noisy
   * one.
   */
  private static final int SMOOTHING = 3;

  private final int cutoffs;
  private final int steps;
  private final Map<String, float[]> bySeries; // [cutoff * steps + step], NaN where unknown

  private Residuals(int cutoffs, int steps, Map<String, float[]> bySeries) {
    this.cutoffs = cutoffs;
    this.steps = steps;
    this.bySeries = bySeries;
  }

  static Residuals of(List<Window> windows, int steps) {
    List<Instant> cutoffs =
        new ArrayList<>(new TreeSet<>(windows.stream().map(Window::cutoff).toList()));
    Map<String, float[]> bySeries = new TreeMap<>();
    for (Window window : windows) {
      float[] row =
          bySeries.computeIfAbsent(window.series().text(), s -> nans(cutoffs.size() * steps));
      int at = cutoffs.indexOf(window.cutoff()) * steps;
      for (int h = 0; h < steps; h++) {
        row[at + h] = (float) (window.actualAt(h) - window.forecast().meanAt(h));
      }
    }
    return new Residuals(cutoffs.size(), steps, bySeries);
  }

  boolean isEmpty() {
    return bySeries.isEmpty();
  }

  /**
   * Quantiles of a sum of series around its mean, {@code double[levels][steps]}: the residuals of
   * the sum, divided by their spread at each step, pooled over steps, give the shape; the spread
   * gives the width. Series without a backtest widen it in proportion, as if they erred like the
   * rest and at the same time.
   */
  double[][] sumQuantiles(Collection<SeriesId> series, double[] mean, double[] levels) {
    double[] sums = new double[cutoffs * steps];
    int known = 0;
    for (SeriesId id : series) {
      float[] row = bySeries.get(id.text());
      if (row != null) {
        known++;
        for (int i = 0; i < sums.length; i++) {
          sums[i] += Float.isNaN(row[i]) ? 0 : row[i];
        }
      }
    }
    double widen = known == 0 ? 1 : (double) series.size() / known;
    double[] spread = spread(sums);
    double[] shape = new double[sums.length];
    int n = 0;
    for (int i = 0; i < sums.length; i++) {
      double s = spread[i % steps];
      if (s > 0) {
        shape[n++] = sums[i] / s;
      }
    }
    Arrays.sort(shape, 0, n);
    double[][] quantiles = new double[levels.length][mean.length];
    for (int q = 0; q < levels.length; q++) {
      double z = EmpiricalQuantile.ofSorted(shape, n, levels[q]);
      for (int h = 0; h < mean.length; h++) {
        quantiles[q][h] = mean[h] + widen * z * spread[Math.min(h, steps - 1)];
      }
    }
    return quantiles;
  }

  private double[] spread(double[] sums) {
    // The residuals are centred on the cutoffs' own errors, of which there are few: (m + 1) / m as
    // for a mean of m.
    double fewCutoffs = (cutoffs + 1.0) / cutoffs;
    double[] spread = new double[steps];
    for (int h = 0; h < steps; h++) {
      double squares = 0;
      int n = 0;
      for (int k = Math.max(0, h - SMOOTHING); k <= Math.min(steps - 1, h + SMOOTHING); k++) {
        for (int c = 0; c < cutoffs; c++) {
          squares += sums[c * steps + k] * sums[c * steps + k];
          n++;
        }
      }
      spread[h] = Math.sqrt(fewCutoffs * squares / n);
    }
    return spread;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(cutoffs);
    out.writeInt(steps);
    out.writeInt(bySeries.size());
    for (var entry : bySeries.entrySet()) {
      out.writeUTF(entry.getKey());
      for (float value : entry.getValue()) {
        out.writeFloat(value);
      }
    }
  }

  static Residuals read(DataInput in) throws IOException {
    int cutoffs = in.readInt();
    int steps = in.readInt();
    int series = in.readInt();
    Map<String, float[]> bySeries = new TreeMap<>();
    for (int s = 0; s < series; s++) {
      String id = in.readUTF();
      float[] row = new float[cutoffs * steps];
      for (int i = 0; i < row.length; i++) {
        row[i] = in.readFloat();
      }
      bySeries.put(id, row);
    }
    return new Residuals(cutoffs, steps, bySeries);
  }

  private static float[] nans(int n) {
    float[] row = new float[n];
    Arrays.fill(row, Float.NaN);
    return row;
  }
}
