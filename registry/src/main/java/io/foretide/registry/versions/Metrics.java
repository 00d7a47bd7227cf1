package io.foretide.registry.versions;

import java.util.Map;
import java.util.TreeMap;

/** Scores by name. */
public final class Metrics {
  private Metrics() {}

  /** Those that are numbers, by name: JSON has no NaN. */
  public static Map<String, Double> finite(Map<String, Double> metrics) {
    Map<String, Double> finite = new TreeMap<>(metrics);
    finite.values().removeIf(value -> value == null || !Double.isFinite(value));
    return finite;
  }
}
