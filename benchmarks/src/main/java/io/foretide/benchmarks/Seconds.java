package io.foretide.benchmarks;

/** Elapsed time. */
final class Seconds {
  private Seconds() {}

  static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
