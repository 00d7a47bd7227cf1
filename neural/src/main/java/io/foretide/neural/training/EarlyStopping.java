package io.foretide.neural.training;

/** Keeps the best weights so far, and says when more epochs, or faster ones, are of no use. */
final class EarlyStopping {
  private static final int EPOCHS_TO_SLOW_DOWN = 2;

  /** Relative gain below which an epoch's weights are kept, but do not renew the patience. */
  private static final double WORTH_WAITING = 1e-3;

  private final int patience;
  private double progressLoss = Double.POSITIVE_INFINITY;
  private int progressEpoch;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int slowedAt;
  private float[] best = {};

  /** What to do after an epoch. */
  enum Verdict {
    GO_ON,
    SLOW_DOWN,
    STOP
  }

  EarlyStopping(int patience) {
    this.patience = patience;
  }

  /** A loss that is not a number is never better. */
  Verdict judge(int epoch, double loss, float[] weights) {
    if (loss < bestLoss) {
      bestLoss = loss;
      bestEpoch = epoch;
      best = weights;
    }
    if (loss < progressLoss * (1 - WORTH_WAITING)) {
      progressLoss = loss;
      progressEpoch = epoch;
      return Verdict.GO_ON;
    }
    if (epoch - progressEpoch >= patience) {
      return Verdict.STOP;
    }
    if (epoch - Math.max(progressEpoch, slowedAt) >= EPOCHS_TO_SLOW_DOWN) {
      slowedAt = epoch;
      return Verdict.SLOW_DOWN;
    }
    return Verdict.GO_ON;
  }

  /** 0 if no epoch had a finite loss. */
  int bestEpoch() {
    return bestEpoch;
  }

  double bestLoss() {
    return bestLoss;
  }

  float[] best() {
    return best.clone();
  }
}
