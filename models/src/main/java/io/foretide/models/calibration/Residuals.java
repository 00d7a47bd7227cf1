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
    return quantiles(sum(series), steps, mean, widening(series), levels);
  }

  /**
   * Quantiles of the total of these series over {@code span} consecutive steps from the cutoff,
   * {@code double[levels]}: the same, on the backtests' running totals over that many steps, so
   * errors that follow each other in time count as well. The totals that begin within {@value
   * #SMOOTHING} steps of the cutoff give the width, all of them the shape.
   *
   * @param total the mean of that total
   */
  double[] totalQuantiles(Collection<SeriesId> series, double total, int span, double[] levels) {
    int starts = steps - span + 1;
    if (span < 1 || starts < 1) {
      throw new IllegalArgumentException(
          "the backtest knows totals of 1 to " + steps + " steps, not " + span);
    }
    double[] sums = sum(series);
    double[] totals = new double[cutoffs * starts];
    for (int c = 0; c < cutoffs; c++) {
      for (int start = 0; start < starts; start++) {
        for (int h = start; h < start + span; h++) {
          totals[c * starts + start] += sums[c * steps + h];
        }
      }
    }
    double[][] quantiles =
        quantiles(totals, starts, new double[] {total}, widening(series), levels);
    return Arrays.stream(quantiles).mapToDouble(row -> row[0]).toArray();
  }

  /** Whether any of these series was backtested. */
  boolean knowAnyOf(Collection<SeriesId> series) {
    return series.stream().anyMatch(id -> bySeries.containsKey(id.text()));
  }

  private double[] sum(Collection<SeriesId> series) {
    double[] sums = new double[cutoffs * steps];
    for (SeriesId id : series) {
      float[] row = bySeries.get(id.text());
      if (row != null) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += Float.isNaN(row[i]) ? 0 : row[i];
        }
      }
    }
    return sums;
  }

  private double widening(Collection<SeriesId> series) {
    long known = series.stream().filter(id -> bySeries.containsKey(id.text())).count();
    return known == 0 ? 1 : (double) series.size() / known;
  }

  /**
   * @param errors residuals, {@code [cutoff * width + step]}
   */
  private double[][] quantiles(
      double[] errors, int width, double[] mean, double widen, double[] levels) {
    double[] spread = spread(errors, width);
    double[] shape = new double[errors.length];
    int n = 0;
    for (int i = 0; i < errors.length; i++) {
      double s = spread[i % width];
      if (s > 0) {
        shape[n++] = errors[i] / s;
      }
    }
    Arrays.sort(shape, 0, n);
    double[][] quantiles = new double[levels.length][mean.length];
    for (int q = 0; q < levels.length; q++) {
      double z = EmpiricalQuantile.ofSorted(shape, n, levels[q]);
      for (int h = 0; h < mean.length; h++) {
        quantiles[q][h] = mean[h] + widen * z * spread[Math.min(h, width - 1)];
      }
    }
    return quantiles;
  }

  private double[] spread(double[] errors, int width) {
    // The residuals are centred on the cutoffs' own errors, of which there are few: (m + 1) / m as
    // for a mean of m.
    double fewCutoffs = (cutoffs + 1.0) / cutoffs;
    double[] spread = new double[width];
    for (int h = 0; h < width; h++) {
      double squares = 0;
      int n = 0;
      for (int k = Math.max(0, h - SMOOTHING); k <= Math.min(width - 1, h + SMOOTHING); k++) {
        for (int c = 0; c < cutoffs; c++) {
          squares += errors[c * width + k] * errors[c * width + k];
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
