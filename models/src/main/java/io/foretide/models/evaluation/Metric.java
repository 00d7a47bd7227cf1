package io.foretide.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The scores of a backtest. y is the actual value, f the forecast mean, season the step's. Scores
 * of a window are averaged over windows, except WAPE, bias and coverage, which are pooled over all
 * points. Steps without an actual value do not count.
 */
public enum Metric {
  /** Mean |f - y|, in the series' unit. */
  MAE("MAE", average(w -> w.mean((f, y) -> Math.abs(f - y)))),
  /** Root of the mean (f - y)², in the series' unit. */
  RMSE("RMSE", average(w -> Math.sqrt(w.mean(Metric::square)))),
  /** Mean of 200 |f - y| / (|f| + |y|), 0 where both are 0; percent. */
  SMAPE(
      "sMAPE",
      average(
          w ->
              w.mean(
                  (f, y) ->
                      f == 0 && y == 0 ? 0 : 200 * Math.abs(f - y) / (Math.abs(f) + Math.abs(y))))),
  /** Mean of 100 |f - y| / |y| over the steps where y is not 0; percent. */
  MAPE(
      "MAPE",
      average(
          w ->
              100
                  * w.sum((f, y) -> y == 0 ? 0 : Math.abs((f - y) / y))
                  / w.sum((f, y) -> y == 0 ? 0 : 1))),
  /** MAE over the in-sample seasonal naive MAE (Hyndman &amp; Koehler 2006). */
  MASE("MASE", average(w -> w.mean((f, y) -> Math.abs(f - y)) / w.absoluteScale())),
  /** RMSE over the in-sample seasonal naive RMSE (M5 competition). */
  RMSSE("RMSSE", average(w -> Math.sqrt(w.mean(Metric::square) / w.squaredScale()))),
  /** Pooled: 100 sum |f - y| / sum |y|; percent. */
  WAPE(
      "WAPE",
      windows ->
          100 * sum(windows, (f, y) -> Math.abs(f - y)) / sum(windows, (f, y) -> Math.abs(y))),
  /** Pooled: 100 sum (f - y) / sum y; percent, positive when forecasts are too high. */
  BIAS("bias", windows -> 100 * sum(windows, (f, y) -> f - y) / sum(windows, (f, y) -> y)),
  /** Mean scaled interval score of the 95 % interval (M4 competition). */
  MSIS("MSIS", average(Interval::score)),
  /** Pooled: share of actual values inside the 95 % interval; percent. */
  COVERAGE95("coverage95", Interval::coverage),
  /**
   * Pooled: share of steps that lie on the side of the last known value (see {@link
   * io.foretide.models.market.MarketTask#pivot}) on which they were forecast; a forecast of that
   * value itself is right by half, and steps that did not move do not count. Percent.
   */
  DIRECTION(
      "direction",
      windows ->
          windows.stream().mapToDouble(w -> w.sum((f, y) -> side(w, f, y))).sum()
              * 100
              / windows.stream().mapToDouble(w -> w.sum((f, y) -> moved(w, y))).sum());

  /** A score at one point: forecast and actual in, score out. */
  interface PointScore {
    double of(double forecast, double actual);
  }

  private final String label;
  private final ToDoubleFunction<List<Window>> over;

  Metric(String label, ToDoubleFunction<List<Window>> over) {
    this.label = label;
    this.over = over;
  }

  /** The name it is published under. */
  public String label() {
    return label;
  }

  /** The score over the windows; not finite if the data cannot give it. */
  public double over(List<Window> windows) {
    return over.applyAsDouble(windows);
  }

  static Map<Metric, Double> all(List<Window> windows) {
    Map<Metric, Double> scores = new LinkedHashMap<>();
    for (Metric metric : values()) {
      double score = metric.over(windows);
      if (Double.isFinite(score)) {
        scores.put(metric, score);
      }
    }
    return scores;
  }

  /**
   * Windows that cannot give the score (a constant history has no scale) are left out of the
   * average.
   */
  private static ToDoubleFunction<List<Window>> average(ToDoubleFunction<Window> score) {
    return windows ->
        windows.stream().mapToDouble(score).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static double sum(List<Window> windows, PointScore score) {
    return windows.stream().mapToDouble(w -> w.sum(score)).sum();
  }

  /** Whether the actual value lies on a side of the pivot: 1 or 0. */
  static double moved(Window w, double y) {
    return y > w.pivot() || y < w.pivot() ? 1 : 0;
  }

  /** 1 where the forecast lies on the actual side, half where on neither, 0 where nothing moved. */
  static double side(Window w, double f, double y) {
    return moved(w, y) * (1 + Math.signum(f - w.pivot()) * Math.signum(y - w.pivot())) / 2;
  }

  private static double square(double f, double y) {
    return (f - y) * (f - y);
  }
}
