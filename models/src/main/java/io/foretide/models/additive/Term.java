package io.foretide.models.additive;

import java.util.List;

/** A group of columns of the design that belong together: one component of the forecast. */
sealed interface Term permits Seasonality, Holidays, Regressor {
  /** What the component is called where it is read out. */
  String name();

  int columns();

  /** Standard deviation of the normal prior of the columns' weights. */
  double priorScale();

  /** Whether the component is a share of the trend instead of an amount. */
  boolean multiplicative();

  /** Columns of the series that it reads. */
  List<String> reads();

  /**
   * Writes its columns for every step: that of step {@code i} and column {@code c} goes to {@code
   * x[i * stride + offset + c]}, which holds zero before.
   */
  void fill(Inputs inputs, double[] x, int stride, int offset);
}
