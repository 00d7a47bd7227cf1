package io.foretide.trainer.policy;

/**
 * How the forecasts of one version turn out: the mean of their scaled errors, which is a live MASE,
 * over about the last {@code window} of them.
 */
record LiveScore(int version, long count, double mase) {
  static final LiveScore NONE = new LiveScore(0, 0, 0);

  LiveScore with(int scored, double scaledError, int window) {
    LiveScore before = scored == version ? this : new LiveScore(scored, 0, 0);
    long counted = before.count + 1;
    double step = (scaledError - before.mase) / Math.min(counted, window);
    return new LiveScore(scored, counted, before.mase + step);
  }
}
