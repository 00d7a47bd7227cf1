package io.foretide.models.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a backtest scored, by {@link Metric}, over all windows and at each cutoff. Metrics that the
 * data cannot give (a scaled error of constant series) are absent rather than NaN.
 *
 * @param market what it is worth on a market; empty elsewhere
 */
public record Scorecard(
    Map<Metric, Double> metrics,
    Map<Instant, Map<Metric, Double>> cutoffs,
    int windows,
    Optional<MarketScores> market) {
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
    return new Scorecard(Metric.all(windows), cutoffs, windows.size(), Optional.empty());
  }

  /** The same, with what it is worth on a market. */
  public static Scorecard ofMarket(List<Window> windows) {
    Scorecard card = of(windows);
    return windows.isEmpty()
        ? card
        : new Scorecard(
            card.metrics, card.cutoffs, card.windows, Optional.of(MarketScores.of(windows)));
  }

  /** Every score over all windows, by the name it is published under. */
  public Map<String, Double> labelled() {
    Map<String, Double> labelled = new TreeMap<>();
    market.ifPresent(scores -> labelled.putAll(scores.values()));
    metrics.forEach((metric, score) -> labelled.put(metric.label(), score));
    return labelled;
  }

  /** The metric over all windows; NaN where the data cannot give it. */
  public double get(Metric metric) {
    return metrics.getOrDefault(metric, Double.NaN);
  }
}
