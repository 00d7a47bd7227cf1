package io.foretide.models.comparison;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Levels;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A kind with settings that enters a comparison.
 *
 * @param label what it is called there
 */
public record Contender(String label, ModelKind kind, Settings settings) {
  private static final Map<Metric, Quantity> SCORES =
      Map.of(
          Metric.RMSE, Quantity.RMSE,
          Metric.MAE, Quantity.MAE,
          Metric.MAPE, Quantity.MAPE,
          Metric.MASE, Quantity.MASE,
          Metric.DIRECTION, Quantity.DIRECTION);

  /**
   * Backtests it as a run would, calibrated alike, and measures what that costs. Memory is that of
   * this process, so that only the first contender of a process is measured fairly.
   *
   * @throws io.foretide.models.kind.SettingException if the kind does not take the settings
   * @throws FitException if it cannot learn from the data at any of the cutoffs
   */
  public Measurement measure(Course course, long seed) {
    kind.settings().validate(settings);
    WatchedKind watched = new WatchedKind(kind);
    double[] levels = Levels.published();
    List<Window> windows =
        new Backtest(watched, settings, seed)
            .run(course.data(), course.cutoffs(), course.horizon(), levels, TrainingListener.NONE);
    if (windows.isEmpty()) {
      throw new FitException("no series was observed after any of the cutoffs");
    }
    Scorecard scores = Scorecard.of(Calibration.crossCalibrated(windows, levels, course.horizon()));
    Map<Quantity, Double> values = new EnumMap<>(watched.measured());
    SCORES.forEach((metric, quantity) -> values.put(quantity, scores.get(metric)));
    values.put(Quantity.SKILL, 1 - scores.get(Metric.MAE) / course.naiveError());
    return new Measurement(seed, values);
  }
}
