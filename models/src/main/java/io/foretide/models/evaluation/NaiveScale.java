package io.foretide.models.evaluation;

import io.foretide.models.series.Series;

/**
 * The in-sample error of the seasonal naive forecast: what MASE and RMSSE divide by (Hyndman &amp;
 * Koehler 2006, eq. 2), and the unit in which residuals of different series are pooled.
 */
public final class NaiveScale {
  private NaiveScale() {}

  /**
   * Mean of |y[t] - y[t-season]| over the pairs that are observed, in the series' unit; 0 if there
   * is none.
   */
  public static double absolute(Series history, int season) {
    return absolute(history, season, history.length());
  }

  /** The same, of the first {@code steps} of a series. */
  public static double absolute(Series series, int season, int steps) {
    return mean(series, season, steps, false);
  }

  /** Mean of (y[t] - y[t-season])² over the pairs that are observed; 0 if there is none. */
  public static double squared(Series history, int season) {
    return mean(history, season, history.length(), true);
  }

  /**
   * A scale that is never zero: the seasonal naive error, or failing that the step-to-step error,
   * the mean magnitude, and last 1.
   */
  public static double positive(Series history) {
    double seasonal = absolute(history, history.step().season());
    if (seasonal > 0) {
      return seasonal;
    }
    double stepwise = absolute(history, 1);
    if (stepwise > 0) {
      return stepwise;
    }
    double magnitude = magnitude(history);
    return magnitude > 0 ? magnitude : 1;
  }

  /** Mean of |y| over the observed steps, in the series' unit; 0 if there is none. */
  public static double magnitude(Series history) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < history.length(); i++) {
      double y = history.targetAt(i);
      if (!Double.isNaN(y)) {
        sum += Math.abs(y);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  /** Whether no observed target value is below zero: sales, demand, counts. */
  public static boolean nonNegative(Series history) {
    for (int i = 0; i < history.length(); i++) {
      if (history.targetAt(i) < 0) {
        return false;
      }
    }
    return true;
  }

  private static double mean(Series history, int season, int steps, boolean square) {
    double sum = 0;
    int n = 0;
    for (int i = season; i < steps; i++) {
      double difference = history.targetAt(i) - history.targetAt(i - season);
      if (!Double.isNaN(difference)) {
        sum += square ? difference * difference : Math.abs(difference);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }
}
