package io.foretide.neural.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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
  private int slowed;
  private boolean over;
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
      over = true;
      return Verdict.STOP;
    }
    if (epoch - Math.max(progressEpoch, slowedAt) >= EPOCHS_TO_SLOW_DOWN) {
      slowedAt = epoch;
      slowed++;
      return Verdict.SLOW_DOWN;
    }
    return Verdict.GO_ON;
  }

  /** How often it said to slow down. */
  int slowed() {
    return slowed;
  }

  /** Whether it said to stop. */
  boolean over() {
    return over;
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

  void write(DataOutput out) throws IOException {
    out.writeDouble(progressLoss);
    out.writeInt(progressEpoch);
    out.writeDouble(bestLoss);
    out.writeInt(bestEpoch);
    out.writeInt(slowedAt);
    out.writeInt(slowed);
    out.writeBoolean(over);
    Floats.write(best, out);
  }

  /** Reads what {@link #write} wrote. */
  void read(DataInput in) throws IOException {
    progressLoss = in.readDouble();
    progressEpoch = in.readInt();
    bestLoss = in.readDouble();
    bestEpoch = in.readInt();
    slowedAt = in.readInt();
    slowed = in.readInt();
    over = in.readBoolean();
    best = Floats.read(in);
  }
}
