package io.foretide.trainer;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The backtest of one recipe. */
final class Trial {
  private final List<Window> windows;
  private final Scorecard scorecard;

  private Trial(List<Window> windows, Scorecard scorecard) {
    this.windows = windows;
    this.scorecard = scorecard;
  }

  /**
   * Scores what would be served: at each cutoff with intervals that the other cutoffs calibrated.
   */
  static Trial of(List<Window> windows, Plan plan) {
    List<Window> served = Calibration.crossCalibrated(windows, plan.levels(), plan.horizon());
    return new Trial(windows, plan.isMarket() ? Scorecard.ofMarket(served) : Scorecard.of(served));
  }

  /** Raw, as the kind forecast them. */
  List<Window> windows() {
    return windows;
  }

  /** Empty where no series could be scored at any cutoff. */
  Optional<Scorecard> scorecard() {
    return windows.isEmpty() ? Optional.empty() : Optional.of(scorecard);
  }

  List<Instant> cutoffs() {
    return windows.stream().map(Window::cutoff).distinct().sorted().toList();
  }
}
