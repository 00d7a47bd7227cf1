package io.foretide.models.comparison;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import java.time.Instant;
import java.util.List;

/** What all contenders are measured on. */
public final class Course {
  private final Dataset data;
  private final int horizon;
  private final List<Instant> cutoffs;
  private final double naiveError;

  private Course(Dataset data, int horizon, List<Instant> cutoffs, double naiveError) {
    this.data = data;
    this.horizon = horizon;
    this.cutoffs = cutoffs;
    this.naiveError = naiveError;
  }

  /**
   * @param cutoffs rolling cutoffs at most, one horizon apart; half of the data stays before them
   * @throws IllegalArgumentException if the data is too short for one
   */
  public static Course of(Dataset data, int horizon, int cutoffs) {
    List<Instant> rolling = Cutoffs.rolling(data, horizon, cutoffs, 1);
    if (rolling.isEmpty()) {
      throw new IllegalArgumentException(
          "the data is too short to be cut " + horizon + " steps before its end");
    }
    double naive =
        Metric.MAE.over(
            new Backtest(new NaiveKind(), Settings.DEFAULTS, 0)
                .run(data, rolling, horizon, Levels.published(), TrainingListener.NONE));
    return new Course(data, horizon, rolling, naive);
  }

  public Dataset data() {
    return data;
  }

  /** In steps. */
  public int horizon() {
    return horizon;
  }

  /** In time order, at least one. */
  public List<Instant> cutoffs() {
    return cutoffs;
  }

  /** MAE of the last value carried on, at the same cutoffs. */
  double naiveError() {
    return naiveError;
  }
}
