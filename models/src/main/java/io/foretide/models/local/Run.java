package io.foretide.models.local;

/** Consecutive values without a gap, from the step numbered {@link #start()} on. */
final class Run {
  private final long start;
  private final double[] values;

  Run(long start, double[] values) {
    this.start = start;
    this.values = values;
  }

  long start() {
    return start;
  }

  double[] values() {
    return values;
  }
}
