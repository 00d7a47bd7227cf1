package io.foretide.trainer;

import io.foretide.models.evaluation.Scorecard;
import java.util.Optional;

/**
 * A version in a comparison.
 *
 * @param recipe what it was trained by; empty where this trainer cannot tell
 * @param scorecard its backtest on the data of this run; empty where there is none
 */
record Candidate(
    String model, int version, Optional<Recipe> recipe, Optional<Scorecard> scorecard) {
  /** {@code sales/14}. */
  String name() {
    return model + "/" + version;
  }
}
