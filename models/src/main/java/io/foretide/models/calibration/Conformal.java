package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Split-conformal correction of quantile forecasts: per level and step, how far (in units of {@link
 * io.foretide.models.evaluation.NaiveScale#positive}) the quantile has to move so that the share of
 * backtest residuals below it is its level. This is conformalized quantile regression with one
 * score per side (Romano, Patterson &amp; Candès 2019), pooled over series and cutoffs. Steps
 * borrow from their neighbours until {@value #ENOUGH} residuals are at hand.
 */
final class Conformal {
  private static final int ENOUGH = 400;

  private final double[] levels;
  private final double[][] shift;
  private final double widening;

  private Conformal(double[] levels, double[][] shift, double widening) {
    this.levels = levels;
    this.shift = shift;
    this.widening = widening;
  }

  /** Learns from windows that all have these levels; with no windows, nothing is moved. */
  static Conformal learn(List<Window> windows, double[] levels, int steps) {
    double[][] shift = new double[levels.length][steps];
    for (int h = 0; h < steps; h++) {
      int reach = reach(windows, h, steps);
      double[] scores = new double[windows.size() * (2 * reach + 1)];
      for (int q = 0; q < levels.length; q++) {
        int n = 0;
        for (Window window : windows) {
          for (int k = Math.max(0, h - reach); k <= Math.min(window.steps() - 1, h + reach); k++) {
            double y = window.actualAt(k);
            if (!Double.isNaN(y)) {
              scores[n++] =
                  (y - window.forecast().quantileAt(levels[q], k)) / window.positiveScale();
            }
          }
        }
        shift[q][h] = EmpiricalQuantile.of(scores, n, levels[q]);
      }
    }
    return new Conformal(levels.clone(), shift, FewCutoffs.widening(windows));
  }

  private static int reach(List<Window> windows, int h, int steps) {
    int reach = 0;
    while (reach < steps
        && windows.size() * (Math.min(steps - 1, h + reach) - Math.max(0, h - reach) + 1)
            < ENOUGH) {
      reach++;
    }
    return reach;
  }

  /**
   * The quantiles, {@code double[levels][steps]}, moved in place and put in ascending order at each
   * step.
   */
  void apply(double[] askedLevels, double[][] quantiles, double scale) {
    for (int q = 0; q < askedLevels.length; q++) {
      for (int h = 0; h < quantiles[q].length; h++) {
        quantiles[q][h] += scale * shiftAt(askedLevels[q], h);
        if (q > 0) {
          quantiles[q][h] = Math.max(quantiles[q][h], quantiles[q - 1][h]);
        }
      }
    }
    widen(askedLevels, quantiles);
  }

  /** Away from the median, where it was asked for. */
  private void widen(double[] askedLevels, double[][] quantiles) {
    int median = indexOf(askedLevels, 0.5);
    if (median < 0) {
      return;
    }
    double[] centre = quantiles[median].clone();
    for (double[] row : quantiles) {
      for (int h = 0; h < row.length; h++) {
        row[h] = centre[h] + widening * (row[h] - centre[h]);
      }
    }
  }

  private static int indexOf(double[] levels, double level) {
    for (int q = 0; q < levels.length; q++) {
      if (Math.abs(levels[q] - level) < 1e-9) {
        return q;
      }
    }
    return -1;
  }

  /**
   * Between the levels that were learned the shift is interpolated; outside them the outermost
   * holds.
   */
  private double shiftAt(double level, int h) {
    int step = Math.min(h, shift[0].length - 1);
    int above = 0;
    while (above < levels.length && levels[above] < level - 1e-9) {
      above++;
    }
    if (above == levels.length) {
      return shift[levels.length - 1][step];
    }
    if (above == 0 || Math.abs(levels[above] - level) < 1e-9) {
      return shift[above][step];
    }
    double t = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
    return (1 - t) * shift[above - 1][step] + t * shift[above][step];
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(widening);
    out.writeInt(levels.length);
    out.writeInt(shift.length == 0 ? 0 : shift[0].length);
    for (int q = 0; q < levels.length; q++) {
      out.writeDouble(levels[q]);
      for (double value : shift[q]) {
        out.writeDouble(value);
      }
    }
  }

  static Conformal read(DataInput in) throws IOException {
    double widening = in.readDouble();
    double[] levels = new double[in.readInt()];
    double[][] shift = new double[levels.length][in.readInt()];
    for (int q = 0; q < levels.length; q++) {
      levels[q] = in.readDouble();
      for (int h = 0; h < shift[q].length; h++) {
        shift[q][h] = in.readDouble();
      }
    }
    return new Conformal(levels, shift, widening);
  }
}
