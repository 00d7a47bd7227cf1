package io.foretide.models.calibration;

import io.foretide.models.evaluation.NaiveScale;
import io.foretide.models.evaluation.Window;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What a backtest teaches about a model's intervals, so that 95 % means 95 %: of single series by
 * {@link Grouped} correction, of sums of series by the {@link Residuals} of those sums.
 */
public final class Calibration {
  private final Correction correction;
  private final Residuals residuals;

  private Calibration(Correction correction, Residuals residuals) {
    this.correction = correction;
    this.residuals = residuals;
  }

  /**
   * Learns from the windows of an uncalibrated model's backtest, for cutoffs to come.
   *
   * @param windows forecasts that have these levels; none leaves the model's own intervals as they
   *     are
   */
  public static Calibration learn(List<Window> windows, double[] levels, int steps) {
    return new Calibration(
        Grouped.learn(windows, levels, steps, Instant.MAX), Residuals.of(windows, steps));
  }

  /**
   * The same windows with intervals calibrated on the other cutoffs only, the nearest ones above
   * all: what to judge coverage by. With a single cutoff there is nothing to learn from, and the
   * intervals stay.
   */
  public static List<Window> crossCalibrated(List<Window> windows, double[] levels, int steps) {
    return calibrated(windows, levels, steps, (other, cutoff) -> !other.equals(cutoff));
  }

  /**
   * The same windows with intervals calibrated on earlier cutoffs only, as they would have been
   * served at the time. Those of the first cutoff stay.
   */
  public static List<Window> priorCalibrated(List<Window> windows, double[] levels, int steps) {
    return calibrated(windows, levels, steps, Instant::isBefore);
  }

  private static List<Window> calibrated(
      List<Window> windows, double[] levels, int steps, BiPredicate<Instant, Instant> teaches) {
    List<Window> calibrated = new ArrayList<>();
    for (Instant cutoff : windows.stream().map(Window::cutoff).distinct().toList()) {
      List<Window> others = windows.stream().filter(w -> teaches.test(w.cutoff(), cutoff)).toList();
      Correction correction = Grouped.learn(others, levels, steps, cutoff);
      for (Window window : windows) {
        if (window.cutoff().equals(cutoff)) {
          calibrated.add(calibrate(correction, window));
        }
      }
    }
    return calibrated;
  }

  /**
   * The forecast with its intervals stretched; a series that never fell below zero is not forecast
   * to.
   */
  Forecast calibrate(Forecast forecast, Series history) {
    return calibrate(correction, forecast, Past.of(history), NaiveScale.nonNegative(history));
  }

  /** The window with its intervals as this correction makes them. */
  static Window calibrate(Correction correction, Window window) {
    return window.with(
        calibrate(correction, window.forecast(), Past.of(window), window.nonNegative()));
  }

  private static Forecast calibrate(
      Correction correction, Forecast forecast, Past past, boolean nonNegative) {
    double[] mean = forecast.mean();
    double[] levels = forecast.levels();
    double[][] quantiles = forecast.quantiles();
    correction.apply(levels, quantiles, mean, past);
    if (nonNegative) {
      atLeastZero(mean);
      for (double[] row : quantiles) {
        atLeastZero(row);
      }
    }
    return new Forecast(forecast.series(), forecast.cutoff(), mean, levels, quantiles);
  }

  /**
   * Quantiles of the sum of series whose means add up to {@code mean}; {@code
   * double[levels][steps]}.
   *
   * @throws IllegalStateException if the model was never backtested, see {@link #knowsSums()}
   */
  public double[][] sumQuantiles(Collection<SeriesId> series, double[] mean, double[] levels) {
    if (!knowsSums()) {
      throw new IllegalStateException(
          "a model without a backtest has no residuals to calibrate a sum on");
    }
    return residuals.sumQuantiles(series, mean, levels);
  }

  /**
   * Quantiles of the total of these series over the first {@code steps} steps: demand over a lead
   * time. Calibrated on backtests of that very total, so errors that go together across series or
   * across steps neither cancel nor add up by assumption.
   *
   * @param total the mean of that total
   * @return {@code double[levels]}, in the target's unit
   * @throws IllegalArgumentException if the backtest had fewer steps
   * @throws IllegalStateException if the model was never backtested, see {@link #knowsSums()}
   */
  public double[] totalQuantiles(
      Collection<SeriesId> series, double total, int steps, double[] levels) {
    if (!knowsSums()) {
      throw new IllegalStateException(
          "a model without a backtest has no residuals to calibrate a total on");
    }
    return residuals.totalQuantiles(series, total, steps, levels);
  }

  public boolean knowsSums() {
    return !residuals.isEmpty();
  }

  /** Whether the backtest held any of these series: without one there is nothing to go by. */
  public boolean knowsAnyOf(Collection<SeriesId> series) {
    return residuals.knowAnyOf(series);
  }

  /** The format of the artifacts of a model with this calibration. */
  String format() {
    return correction.format();
  }

  void write(DataOutput out) throws IOException {
    correction.write(out);
    residuals.write(out);
  }

  /** Reads what {@link #write} wrote; the format says which correction that was. */
  static Calibration read(String format, DataInput in) throws IOException {
    return new Calibration(correction(format, in), Residuals.read(in));
  }

  private static Correction correction(String format, DataInput in) throws IOException {
    switch (format) {
      case Shifts.FORMAT:
        return Shifts.read(in);
      case Conformal.FORMAT:
        return Conformal.read(in);
      default:
        return Grouped.read(in);
    }
  }

  private static void atLeastZero(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
  }
}
