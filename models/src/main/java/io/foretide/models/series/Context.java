package io.foretide.models.series;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a forecast may use: a series up to its cutoff, and the columns whose future is known when
 * the forecast is made (a planned promotion, a set price), {@code double[>= horizon]} from the step
 * after the cutoff.
 */
public final class Context {
  private final Series history;
  private final Map<String, double[]> known;

  /** A series at its end, with all that is planned. */
  public Context(Series history) {
    this(history, history.planned());
  }

  public Context(Series history, Map<String, double[]> known) {
    this.history = history;
    Map<String, double[]> copy = new LinkedHashMap<>();
    known.forEach((name, values) -> copy.put(name, values.clone()));
    this.known = Collections.unmodifiableMap(copy);
  }

  /**
   * A series at a past cutoff, and of the {@code horizon} steps after it what these columns turned
   * out to be: as if it had been planned so.
   *
   * @param known columns that are known ahead; those that the series does not have are left out
   */
  public static Context at(Series whole, Instant cutoff, int horizon, Set<String> known) {
    Series history = whole.upTo(cutoff);
    Map<String, double[]> ahead = new LinkedHashMap<>();
    for (String name : known) {
      if (whole.hasColumn(name) && !name.equals(whole.targetName())) {
        double[] values = whole.column(name);
        int from = history.length();
        int to = Math.min(values.length, from + horizon);
        ahead.put(name, Arrays.copyOfRange(values, from, to));
      }
    }
    return new Context(history, ahead);
  }

  public Series history() {
    return history;
  }

  /** Known future values by column; empty for most data. */
  public Map<String, double[]> known() {
    return known;
  }
}
