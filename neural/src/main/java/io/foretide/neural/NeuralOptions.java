package io.foretide.neural;

/** The settings of a kind: some of its own, and those that all neural kinds share. */
interface NeuralOptions {
  TrainingOptions training();

  /** What its network sees beside the target and the calendar. */
  CovariateOptions covariates();
}
