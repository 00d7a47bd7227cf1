package io.foretide.models.onnx;

import io.foretide.models.features.CalendarFeature;
import io.foretide.models.series.Step;
import java.util.List;

/**
 * Calendar waves by step, computed when they are first asked for and kept: windows of many series
 * and of following days share nearly all of their steps. Safe for use by many threads.
 */
final class CalendarTable {
  /** Bounds the memory; a range that outgrows it begins anew. */
  private static final int MAX_STEPS = 10_000;

  private final Step step;
  private final List<CalendarFeature> waves;
  private volatile Rows rows = new Rows(0, new float[0]);

  CalendarTable(Step step, List<String> names) {
    this.step = step;
    this.waves = names.stream().map(CalendarFeature::parse).toList();
  }

  int width() {
    return waves.size();
  }

  /**
   * Writes the waves of steps {@code from..from+steps} beside each other, one step's {@code stride}
   * after the other's.
   */
  void copy(long from, int steps, float[] out, int at, int stride) {
    Rows covering = covering(from, from + steps);
    int width = width();
    int first = (int) (from - covering.first) * width;
    if (stride == width) {
      System.arraycopy(covering.values, first, out, at, steps * width);
      return;
    }
    for (int t = 0; t < steps; t++) {
      System.arraycopy(covering.values, first + t * width, out, at + t * stride, width);
    }
  }

  private Rows covering(long from, long to) {
    // Two threads may both extend it: one result is lost, and computed again when it is needed.
    Rows old = rows;
    long oldEnd = old.first + old.values.length / width();
    if (from >= old.first && to <= oldEnd) {
      return old;
    }
    boolean joined =
        oldEnd > old.first
            && Math.max(to, oldEnd) - Math.min(from, old.first) <= Math.max(MAX_STEPS, to - from);
    long first = joined ? Math.min(from, old.first) : from;
    long end = joined ? Math.max(to, oldEnd) : to;
    float[] values = new float[(int) (end - first) * width()];
    for (long t = first; t < end; t++) {
      int at = (int) (t - first) * width();
      if (joined && t >= old.first && t < oldEnd) {
        System.arraycopy(old.values, (int) (t - old.first) * width(), values, at, width());
      } else {
        for (int w = 0; w < width(); w++) {
          values[at + w] = waves.get(w).at(step.at(t));
        }
      }
    }
    rows = new Rows(first, values);
    return rows;
  }

  private static final class Rows {
    private final long first;
    private final float[] values;

    Rows(long first, float[] values) {
      this.first = first;
      this.values = values;
    }
  }
}
