package io.foretide.models.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a backtest scored, by {@link Metric}, over all windows and at each cutoff. Metrics that the
 * data cannot give (a scaled error of constant series) are absent rather than NaN.
 */
public record Scorecard(
    Map<Metric, Double> metrics, Map<Instant, Map<Metric, Double>> cutoffs, int windows) {
  public Scorecard {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    cutoffs = Collections.unmodifiableMap(new TreeMap<>(cutoffs));
  }

  public static Scorecard of(List<Window> windows) {
    Map<Instant, List<Window>> byCutoff = new TreeMap<>();
    for (Window window : windows) {
      byCutoff.computeIfAbsent(window.cutoff(), c -> new ArrayList<>()).add(window);
    }
    Map<Instant, Map<Metric, Double>> cutoffs = new TreeMap<>();
    byCutoff.forEach((cutoff, some) -> cutoffs.put(cutoff, Metric.all(some)));
    return new Scorecard(Metric.all(windows), cutoffs, windows.size());
  }

  /** The metric over all windows; NaN where the data cannot give it. */
  public double get(Metric metric) {
    return metrics.getOrDefault(metric, Double.NaN);
  }
}
