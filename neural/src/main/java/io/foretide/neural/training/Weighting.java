package io.foretide.neural.training;

/** The unit in which the loss of a window is measured. */
public enum Weighting {
  /** The window's own: every window counts alike, however little happens in it. */
  WINDOW,
  /** That of its whole series: a calm window counts for less than a lively one of the series. */
  SERIES
}
