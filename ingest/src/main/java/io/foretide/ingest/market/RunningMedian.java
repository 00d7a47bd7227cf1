package io.foretide.ingest.market;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;

/**
 * The median of the last prices seen, whether they were taken or not: one slip does not move it,
 * and a level that stays, such as after a split, is believed once it is most of them.
 */
final class RunningMedian {
  private static final int WINDOW = 15;

  /** Fewer prices than this judge nobody. */
  private static final int ENOUGH = 3;

  private final double[] latest = new double[WINDOW];
  private final double[] sorted = new double[WINDOW];
  private int count;
  private int next;

  /** Whether the price is more than {@code factor} times off; false while little is known. */
  boolean isFar(double price, double factor) {
    if (count < ENOUGH) {
      return false;
    }
    double median = sorted[count / 2];
    return price > median * factor || price * factor < median;
  }

  void add(double price) {
    int at = room();
    // The room moves to where the price belongs.
    while (at > 0 && sorted[at - 1] > price) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    while (at < count - 1 && sorted[at + 1] < price) {
      sorted[at] = sorted[at + 1];
      at++;
    }
    sorted[at] = price;
    latest[next] = price;
    next = (next + 1) % WINDOW;
  }

  /** A place that is free: the end, or where the oldest price stands if it has to go. */
  private int room() {
    if (count < WINDOW) {
      return count++;
    }
    int at = 0;
    while (sorted[at] != latest[next]) {
      at++;
    }
    return at;
  }

  /** From the oldest to the newest. */
  void write(BinaryOut out) {
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeDouble(latest[Math.floorMod(next - count + i, WINDOW)]);
    }
  }

  static RunningMedian read(BinaryIn in) {
    RunningMedian median = new RunningMedian();
    for (int left = in.readCount(); left > 0; left--) {
      median.add(in.readDouble());
    }
    return median;
  }
}
