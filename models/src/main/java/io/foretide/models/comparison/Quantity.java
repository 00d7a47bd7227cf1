package io.foretide.models.comparison;

/** What is compared. */
public enum Quantity {
  /** Seconds of a fit, the mean over the cutoffs at which the kind was fitted. */
  TRAIN_SECONDS("train s", false),
  /** Milliseconds until one series is forecast: the median over many calls. */
  INFERENCE_P50("p50 ms", false),
  /** Milliseconds within which 99 of 100 calls are answered. */
  INFERENCE_P99("p99 ms", false),
  /** By how many megabytes a fit raised the resident memory of the process at most. */
  MEMORY("MB", false),
  /** Numbers that were learned. */
  PARAMETERS("parameters", false),
  /** See {@link io.foretide.models.evaluation.Metric#RMSE}. */
  RMSE("RMSE", false),
  /** See {@link io.foretide.models.evaluation.Metric#MAE}. */
  MAE("MAE", false),
  /** See {@link io.foretide.models.evaluation.Metric#MAPE}. */
  MAPE("MAPE", false),
  /** See {@link io.foretide.models.evaluation.Metric#MASE}. */
  MASE("MASE", false),
  /** See {@link io.foretide.models.evaluation.Metric#DIRECTION}. */
  DIRECTION("direction %", true),
  /** 1 - MAE over that of the last value carried on: 0 is no better, 1 is without error. */
  SKILL("skill", true);

  private final String label;
  private final boolean moreIsBetter;

  Quantity(String label, boolean moreIsBetter) {
    this.label = label;
    this.moreIsBetter = moreIsBetter;
  }

  /** The heading it goes under. */
  public String label() {
    return label;
  }

  /** Whether the first value is the better one. */
  boolean better(double one, double other) {
    return moreIsBetter ? one > other : one < other;
  }
}
