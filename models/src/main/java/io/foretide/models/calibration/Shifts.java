package io.foretide.models.calibration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The correction of {@code calibrated/1}, kept so that versions published with it are served as
 * they were: each quantile is shifted per level and step, in units of {@link
 * io.foretide.models.evaluation.NaiveScale#positive}, as in conformalized quantile regression
 * (Romano, Patterson &amp; Candès 2019), then moved away from the median by one factor. Nothing
 * learns it any more: {@link Grouped} carries over better from one season to the next.
 */
final class Shifts implements Correction {
  static final String FORMAT = "calibrated/1";

  private final double widening;
  private final StepTable shifts;

  private Shifts(double widening, StepTable shifts) {
    this.widening = widening;
    this.shifts = shifts;
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public void apply(double[] levels, double[][] quantiles, double[] mean, Past past) {
    for (int q = 0; q < levels.length; q++) {
      for (int h = 0; h < quantiles[q].length; h++) {
        quantiles[q][h] += past.scale() * shifts.at(levels[q], h);
        if (q > 0) {
          quantiles[q][h] = Math.max(quantiles[q][h], quantiles[q - 1][h]);
        }
      }
    }
    widen(levels, quantiles);
  }

  /** Away from the median, where it was asked for. */
  private void widen(double[] levels, double[][] quantiles) {
    if (!Centre.holds(levels, Centre.LEVEL)) {
      return;
    }
    double[] centre = Centre.of(levels, quantiles, new double[0]).clone();
    for (double[] row : quantiles) {
      for (int h = 0; h < row.length; h++) {
        row[h] = centre[h] + widening * (row[h] - centre[h]);
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(widening);
    shifts.write(out);
  }

  static Shifts read(DataInput in) throws IOException {
    return new Shifts(in.readDouble(), StepTable.read(in));
  }
}
