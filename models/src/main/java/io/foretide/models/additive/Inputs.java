package io.foretide.models.additive;

import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The instants of a run of steps, and the columns that the model reads at each of them, without
 * gaps: a missing value is the last one before it, at the very start the first one after it. Steps
 * beyond the history take what is known of the future, and past that the last value again. A column
 * of which nothing is known at all is NaN throughout.
 */
final class Inputs {
  private final long[] seconds;
  private final Map<String, double[]> columns;

  private Inputs(long[] seconds, Map<String, double[]> columns) {
    this.seconds = seconds;
    this.columns = columns;
  }

  /** All steps of the history and {@code ahead} more, with the named columns. */
  static Inputs of(Context context, int ahead, Iterable<String> names) {
    Series history = context.history();
    long[] seconds = new long[history.length() + ahead];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = history.timeAt(i).getEpochSecond();
    }
    Map<String, double[]> columns = new TreeMap<>();
    for (String name : names) {
      double[] known = context.known().getOrDefault(name, new double[0]);
      double[] past = history.hasColumn(name) ? history.column(name) : new double[0];
      columns.put(name, withoutGaps(past, history.length(), known, seconds.length));
    }
    return new Inputs(seconds, columns);
  }

  private static double[] withoutGaps(double[] past, int length, double[] known, int steps) {
    double[] all = new double[steps];
    Arrays.fill(all, Double.NaN);
    System.arraycopy(past, 0, all, 0, past.length);
    System.arraycopy(known, 0, all, length, Math.min(known.length, steps - length));
    double last = Double.NaN;
    for (int i = steps - 1; i >= 0; i--) {
      last = Double.isFinite(all[i]) ? all[i] : last;
    }
    for (int i = 0; i < steps; i++) {
      last = Double.isFinite(all[i]) ? all[i] : last;
      all[i] = last;
    }
    return all;
  }

  /** The steps at these positions only. */
  Inputs select(int[] positions) {
    long[] chosen = new long[positions.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = seconds[positions[i]];
    }
    Map<String, double[]> picked = new TreeMap<>();
    columns.forEach(
        (name, values) -> {
          double[] some = new double[positions.length];
          for (int i = 0; i < some.length; i++) {
            some[i] = values[positions[i]];
          }
          picked.put(name, some);
        });
    return new Inputs(chosen, picked);
  }

  int steps() {
    return seconds.length;
  }

  /** When step {@code i} begins, seconds since the epoch. */
  long secondsAt(int i) {
    return seconds[i];
  }

  /** The day of step {@code i} in UTC, since the epoch. */
  long dayAt(int i) {
    return Math.floorDiv(seconds[i], 86_400L);
  }

  /** A column's values, one per step; not to be changed. */
  double[] column(String name) {
    return columns.get(name);
  }
}
