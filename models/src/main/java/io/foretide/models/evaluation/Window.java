package io.foretide.models.evaluation;

import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.time.Instant;
import java.util.Arrays;

/** One forecast of a backtest beside what came: a series at a cutoff. */
public final class Window {
  private final Forecast forecast;
  private final double[] actual;
  private final double pivot;
  private final double floor;
  private final boolean probability;
  private final double absoluteScale;
  private final double squaredScale;
  private final double positiveScale;
  private final double magnitude;
  private final boolean nonNegative;

  private Window(
      Forecast forecast,
      double[] actual,
      double pivot,
      double floor,
      boolean probability,
      double absoluteScale,
      double squaredScale,
      double positiveScale,
      double magnitude,
      boolean nonNegative) {
    this.forecast = forecast;
    this.actual = actual;
    this.pivot = pivot;
    this.floor = floor;
    this.probability = probability;
    this.absoluteScale = absoluteScale;
    this.squaredScale = squaredScale;
    this.positiveScale = positiveScale;
    this.magnitude = magnitude;
    this.nonNegative = nonNegative;
  }

  /** Sets a forecast beside the rest of its series. */
  static Window of(Forecast forecast, Series whole) {
    Series history = whole.upTo(forecast.cutoff());
    double[] actual = new double[forecast.steps()];
    for (int h = 0; h < actual.length; h++) {
      int at = history.length() + h;
      actual[h] = at < whole.length() ? whole.targetAt(at) : Double.NaN;
    }
    int season = whole.step().season();
    MarketTask task = MarketTask.of(whole);
    return new Window(
        forecast,
        actual,
        task.pivot(history),
        task.floor(history),
        task == MarketTask.DIRECTION,
        NaiveScale.absolute(history, season),
        NaiveScale.squared(history, season),
        NaiveScale.positive(history),
        NaiveScale.magnitude(history),
        NaiveScale.nonNegative(history));
  }

  /** The same window with another forecast of the same series and cutoff. */
  public Window with(Forecast other) {
    return new Window(
        other,
        actual,
        pivot,
        floor,
        probability,
        absoluteScale,
        squaredScale,
        positiveScale,
        magnitude,
        nonNegative);
  }

  public SeriesId series() {
    return forecast.series();
  }

  public Instant cutoff() {
    return forecast.cutoff();
  }

  public Forecast forecast() {
    return forecast;
  }

  public int steps() {
    return actual.length;
  }

  /** What was observed at step {@code h}; NaN where nothing was. */
  public double actualAt(int h) {
    return actual[h];
  }

  /** The score summed over the steps that have an actual value. */
  double sum(Metric.PointScore score) {
    double sum = 0;
    for (int h = 0; h < actual.length; h++) {
      if (!Double.isNaN(actual[h])) {
        sum += score.of(forecast.meanAt(h), actual[h]);
      }
    }
    return sum;
  }

  /** The score averaged over the steps that have an actual value; NaN if none has. */
  double mean(Metric.PointScore score) {
    return sum(score) / Arrays.stream(actual).filter(y -> !Double.isNaN(y)).count();
  }

  /** {@link MarketTask#pivot}: the last known value, unless the target is no price. */
  double pivot() {
    return pivot;
  }

  /** {@link MarketTask#floor}: what the random walk forecasts for every step. */
  double floor() {
    return floor;
  }

  /**
   * By how much a forecast missed: the squared error of a probability, otherwise the absolute error
   * in units of the series' naive error.
   */
  double loss(double forecast, double actual) {
    double error = Math.abs(forecast - actual);
    return probability ? error * error : error / positiveScale;
  }

  /** {@link NaiveScale#absolute} of the history. */
  double absoluteScale() {
    return absoluteScale;
  }

  /** {@link NaiveScale#squared} of the history. */
  double squaredScale() {
    return squaredScale;
  }

  /** {@link NaiveScale#positive} of the history. */
  public double positiveScale() {
    return positiveScale;
  }

  /** {@link NaiveScale#magnitude} of the history. */
  public double magnitude() {
    return magnitude;
  }

  /** {@link NaiveScale#nonNegative} of the history. */
  public boolean nonNegative() {
    return nonNegative;
  }
}
