package io.foretide.models.series;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a forecast may use: a series up to its cutoff, and the columns whose future is known when
 * the forecast is made (a planned promotion, a set price), {@code double[>= horizon]} from the step
 * after the cutoff.
 */
public final class Context {
  private final Series history;
  private final Map<String, double[]> known;

  public Context(Series history) {
    this(history, Map.of());
  }

  public Context(Series history, Map<String, double[]> known) {
    this.history = history;
    Map<String, double[]> copy = new LinkedHashMap<>();
    known.forEach((name, values) -> copy.put(name, values.clone()));
    this.known = Collections.unmodifiableMap(copy);
  }

  public Series history() {
    return history;
  }

  /** Known future values by column; empty for most data. */
  public Map<String, double[]> known() {
    return known;
  }
}
