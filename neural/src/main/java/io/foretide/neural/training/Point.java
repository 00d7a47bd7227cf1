package io.foretide.neural.training;

/** The number that a network forecasts beside its quantiles, and so what its loss is made of. */
public enum Point {
  /**
   * The quantile of level 0.5. The loss is that of the quantiles alone: a squared error beside them
   * would take over where a calm window is followed by a busy day, as in sparse sales.
   */
  MEDIAN,
  /** Half the squared error is added to the loss. */
  MEAN
}
