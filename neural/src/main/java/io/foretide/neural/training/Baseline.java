package io.foretide.neural.training;

/** What a network's output is the difference to, in scaled units. */
public enum Baseline {
  /** The {@link SeasonalBaseline}; it is also the network's input after the cutoff. */
  SEASONAL,
  /** Nothing: after the cutoff the input is 0, and the output is the scaled value itself. */
  NONE
}
