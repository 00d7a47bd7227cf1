package io.foretide.models.calibration;

import java.io.DataOutput;
import java.io.IOException;

/** Moves the quantiles of a single series by what a backtest taught. */
sealed interface Correction permits Conformal, Grouped, Shifts {
  /** The format of the artifacts of a model that is corrected so. */
  String format();

  /**
   * Moves the quantiles in place and leaves them in ascending order at each step.
   *
   * @param levels ascending
   * @param quantiles {@code double[levels][steps]}, in the series' own unit
   * @param mean {@code double[steps]}
   * @param past of the series
   */
  void apply(double[] levels, double[][] quantiles, double[] mean, Past past);

  void write(DataOutput out) throws IOException;
}
