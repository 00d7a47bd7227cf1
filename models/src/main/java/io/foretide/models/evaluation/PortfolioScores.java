package io.foretide.models.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a portfolio would have earned whose shares a model set anew at each cutoff, after costs. An
 * asset without a bar keeps its last price; cash earns nothing, and so the Sharpe ratio is that of
 * the return itself (Sharpe 1994).
 */
final class PortfolioScores {
  /** Of what is bought and of what is sold: 10 basis points. */
  static final double COST = 0.001;

  private static final Duration YEAR = Duration.ofHours(8766);

  private final Map<String, Double> held = new TreeMap<>();
  private final List<Double> changes = new ArrayList<>();
  private double value = 1;
  private double highest = 1;
  private double drawdown;
  private double traded;

  private PortfolioScores() {}

  /**
   * By name after {@code name} and a dot: {@code return} and {@code volatility} a year, percent;
   * {@code sharpe}; {@code drawdown}, the deepest fall from a peak, percent; {@code turnover}, how
   * many times the portfolio was bought and sold in a year.
   *
   * @param byCutoff windows at cutoffs one horizon apart, at least two, in time order
   * @param share of the window's series
   */
  static Map<String, Double> of(
      String name, Map<Instant, List<Window>> byCutoff, ToDoubleFunction<Window> share) {
    PortfolioScores portfolio = new PortfolioScores();
    byCutoff.values().forEach(windows -> portfolio.hold(windows, share));
    return portfolio.scores(name, byCutoff);
  }

  private void hold(List<Window> windows, ToDoubleFunction<Window> share) {
    Map<String, Double> wanted = new TreeMap<>();
    windows.forEach(w -> wanted.put(w.series().text(), share.applyAsDouble(w)));
    double turnover = 0;
    for (Map.Entry<String, Double> asset : wanted.entrySet()) {
      turnover += Math.abs(asset.getValue() - held.getOrDefault(asset.getKey(), 0.0));
    }
    for (Map.Entry<String, Double> asset : held.entrySet()) {
      turnover += wanted.containsKey(asset.getKey()) ? 0 : Math.abs(asset.getValue());
    }
    traded += turnover;
    double before = value;
    value *= 1 - COST * turnover;
    double invested = value;
    int steps = windows.stream().mapToInt(Window::steps).max().orElse(0);
    double[] ratios = new double[windows.size()];
    for (int h = 0; h < steps; h++) {
      double now = invested;
      for (int i = 0; i < ratios.length; i++) {
        Window w = windows.get(i);
        double price = h < w.steps() ? w.actualAt(h) : Double.NaN;
        ratios[i] = Double.isNaN(price) ? (h == 0 ? 1 : ratios[i]) : price / w.pivot();
        now += invested * wanted.get(w.series().text()) * (ratios[i] - 1);
      }
      changes.add(now / before - 1);
      before = now;
      value = now;
      highest = Math.max(highest, value);
      drawdown = Math.max(drawdown, 1 - value / highest);
    }
    held.clear();
    for (int i = 0; i < ratios.length; i++) {
      String series = windows.get(i).series().text();
      held.put(series, wanted.get(series) * ratios[i] * invested / value);
    }
  }

  private Map<String, Double> scores(String name, Map<Instant, List<Window>> byCutoff) {
    List<Instant> cutoffs = List.copyOf(byCutoff.keySet());
    int last = cutoffs.size() - 1;
    double years =
        (double) Duration.between(cutoffs.get(0), cutoffs.get(last)).toSeconds()
            / YEAR.toSeconds()
            * (last + 1)
            / last;
    double perYear = changes.size() / years;
    double mean = changes.stream().mapToDouble(c -> c).average().orElse(0);
    double variance =
        changes.stream().mapToDouble(c -> (c - mean) * (c - mean)).average().orElse(0);
    Map<String, Double> scores = new TreeMap<>();
    scores.put(name + ".return", 100 * (Math.pow(value, 1 / years) - 1));
    scores.put(name + ".volatility", 100 * Math.sqrt(variance * perYear));
    scores.put(name + ".sharpe", mean / Math.sqrt(variance) * Math.sqrt(perYear));
    scores.put(name + ".drawdown", 100 * drawdown);
    scores.put(name + ".turnover", traded / years);
    return scores;
  }
}
