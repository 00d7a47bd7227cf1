package io.foretide.models.series;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The columns of one series as they were last put together, with room at their end: so a bar that
 * closes costs a bar and not a history. Series share the arrays. What has been put together is
 * never written again, so whoever holds a series of it sees no change.
 */
final class GrowingColumns {
  private static final int ROOM = SeriesAssembler.SLOTS;

  private final long first;
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private int length;

  /**
   * @param first number of the first stored step
   */
  GrowingColumns(long first, List<String> names) {
    this.first = first;
    names.forEach(name -> columns.put(name, new double[0]));
  }

  /** Number of the first stored step. */
  long first() {
    return first;
  }

  /** Whether a block says what has been put together, as far as that goes. */
  boolean agrees(long number, Map<String, double[]> block) {
    long at = number * SeriesAssembler.SLOTS - first;
    long from = Math.max(0, -at);
    long to = Math.min(SeriesAssembler.SLOTS, length - at);
    if (from >= to) {
      return true;
    }
    double[] nothing = new double[0];
    for (Map.Entry<String, double[]> column : columns.entrySet()) {
      double[] slots = block.getOrDefault(column.getKey(), nothing);
      for (int slot = (int) from; slot < to; slot++) {
        double now = slots.length == 0 ? Double.NaN : slots[slot];
        if (Double.compare(now, column.getValue()[(int) (at + slot)]) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Puts together what is still missing up to a stored step.
   *
   * @param last at least the step up to which all was put together before
   */
  void reach(long last, NavigableMap<Long, Map<String, double[]>> blocks) {
    int from = length;
    length = Math.toIntExact(last - first + 1);
    if (from == length) {
      return;
    }
    columns.replaceAll((name, values) -> roomy(values, from));
    var touched =
        blocks.subMap(
            Math.floorDiv(first + from, SeriesAssembler.SLOTS),
            true,
            Math.floorDiv(last, SeriesAssembler.SLOTS),
            true);
    columns.forEach((name, values) -> copy(name, touched, from, values));
  }

  private double[] roomy(double[] values, int known) {
    double[] roomy =
        values.length >= length ? values : Arrays.copyOf(values, length + length / 4 + ROOM);
    Arrays.fill(roomy, known, length, Double.NaN);
    return roomy;
  }

  private void copy(
      String name, Map<Long, Map<String, double[]>> blocks, int from, double[] values) {
    blocks.forEach(
        (number, block) -> {
          double[] slots = block.get(name);
          if (slots != null) {
            long at = number * SeriesAssembler.SLOTS - first;
            int begin = (int) Math.max(from, at);
            int end = (int) Math.min(length, at + SeriesAssembler.SLOTS);
            System.arraycopy(slots, (int) (begin - at), values, begin, end - begin);
          }
        });
  }

  /** By name, in order; longer than {@link #length}, and nothing that is beyond it may be read. */
  Map<String, double[]> columns() {
    return columns;
  }

  int length() {
    return length;
  }
}
