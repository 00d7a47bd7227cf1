package io.foretide.ingest.merge;

import java.util.Arrays;

/**
 * One column of a block: per slot the latest value written and who wrote it. Written-to and visible
 * differ: a later retraction hides a value, and the stamp stays to settle what arrives late.
 */
final class Column {
  final String name;

  /** NaN where nothing wrote. */
  final double[] values = new double[Block.SLOTS];

  /** Index into the block's stamps; -1 where nothing wrote. */
  final int[] stamps = new int[Block.SLOTS];

  final int[] lines = new int[Block.SLOTS];

  Column(String name) {
    this.name = name;
    Arrays.fill(values, Double.NaN);
    Arrays.fill(stamps, -1);
  }

  void set(int slot, double value, int stamp, int line) {
    values[slot] = value;
    stamps[slot] = stamp;
    lines[slot] = line;
  }

  boolean isWritten() {
    for (int stamp : stamps) {
      if (stamp >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether both were written by the same rows, slot for slot. */
  boolean sameWritesAs(Column other) {
    return Arrays.equals(stamps, other.stamps) && Arrays.equals(lines, other.lines);
  }
}
