package io.foretide.models.baseline;

import io.foretide.models.kind.Setting;
import io.foretide.models.local.LocalScope;
import io.foretide.models.series.Step;

/** What can be chosen of a kind that knows a cycle and nothing else. */
record SeasonOptions(
    @Setting(value = "0", help = "steps in a cycle; 0 takes the usual one of the step", min = 0)
        int season) {
  LocalScope scope(Step step, long seed) {
    return new LocalScope(step.seasonOr(season), Integer.MAX_VALUE, seed);
  }
}
