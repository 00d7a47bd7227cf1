package io.foretide.trainer;

import io.foretide.models.evaluation.Scorecard;
import java.util.Optional;

/**
 * The naive floor of a run.
 *
 * @param scorecard its backtest at the cutoffs of the run; empty where there is none
 * @param market whether it is a random walk, which a newcomer must surely beat
 */
record Floor(String kind, Optional<Scorecard> scorecard, boolean market) {
  static final Floor NONE = new Floor("none", Optional.empty(), false);
}
