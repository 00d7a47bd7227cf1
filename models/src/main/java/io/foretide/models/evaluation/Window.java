package io.foretide.models.evaluation;

import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.time.Instant;
import java.util.Arrays;

/** One forecast of a backtest beside what came: a series at a cutoff. */
public final class Window {
  /** What the series was like at the cutoff. */
  private record Past(
      MarketTask task,
      double pivot,
      double floor,
      double absoluteScale,
      double squaredScale,
      double positiveScale,
      double magnitude,
      boolean nonNegative) {
    static Past of(Series history) {
      int season = history.step().season();
      MarketTask task = MarketTask.of(history);
      return new Past(
          task,
          task.pivot(history),
          task.floor(history),
          NaiveScale.absolute(history, season),
          NaiveScale.squared(history, season),
          NaiveScale.positive(history),
          NaiveScale.magnitude(history),
          NaiveScale.nonNegative(history));
    }
  }

  private final Forecast forecast;
  private final double[] actual;
  private final Past past;
  private final double share;

  private Window(Forecast forecast, double[] actual, Past past, double share) {
    this.forecast = forecast;
    this.actual = actual;
    this.past = past;
    this.share = share;
  }

  /** Sets a forecast beside the rest of its series. */
  public static Window of(Forecast forecast, Series whole) {
    Series history = whole.upTo(forecast.cutoff());
    double[] actual = new double[forecast.steps()];
    for (int h = 0; h < actual.length; h++) {
      int at = history.length() + h;
      actual[h] = at < whole.length() ? whole.targetAt(at) : Double.NaN;
    }
    return new Window(forecast, actual, Past.of(history), Double.NaN);
  }

  /** The same window with another forecast of the same series and cutoff. */
  public Window with(Forecast other) {
    return new Window(other, actual, past, share);
  }

  /** The same window of an asset that a portfolio was to hold so much of. */
  Window heldAt(double weight) {
    return new Window(forecast, actual, past, weight);
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
    return past.pivot();
  }

  /** {@link MarketTask#floor}: what the random walk forecasts for every step. */
  double floor() {
    return past.floor();
  }

  /**
   * By how much a forecast missed: the squared error of a probability, otherwise the absolute error
   * in units of the series' naive error.
   */
  double loss(double forecast, double actual) {
    double error = Math.abs(forecast - actual);
    return past.task() == MarketTask.DIRECTION ? error * error : error / past.positiveScale();
  }

  /** {@link #loss} averaged over the steps that have an actual value; NaN if none has. */
  public double meanLoss() {
    return mean(this::loss);
  }

  /** The share of a portfolio; NaN where the model makes none. */
  double share() {
    return share;
  }

  /** Whether the target is a price that was known, which alone can be held. */
  boolean isPrice() {
    return past.task() == MarketTask.PRICE && past.pivot() > 0;
  }

  /** {@link NaiveScale#absolute} of the history. */
  double absoluteScale() {
    return past.absoluteScale();
  }

  /** {@link NaiveScale#squared} of the history. */
  double squaredScale() {
    return past.squaredScale();
  }

  /** {@link NaiveScale#positive} of the history. */
  public double positiveScale() {
    return past.positiveScale();
  }

  /** {@link NaiveScale#magnitude} of the history. */
  public double magnitude() {
    return past.magnitude();
  }

  /** {@link NaiveScale#nonNegative} of the history. */
  public boolean nonNegative() {
    return past.nonNegative();
  }
}
