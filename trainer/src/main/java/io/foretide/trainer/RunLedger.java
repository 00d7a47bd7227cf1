package io.foretide.trainer;

import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which runs have ended and how, as far as {@code training.progress} was replayed. */
final class RunLedger {
  private static final Set<TrainingStage> ENDS =
      EnumSet.of(TrainingStage.FINISHED, TrainingStage.FAILED, TrainingStage.CANCELLED);

  private final Map<String, TrainingStage> ended = new HashMap<>();

  void replay(TrainingProgress progress) {
    if (ENDS.contains(progress.getStage())) {
      ended.putIfAbsent(progress.getRun(), progress.getStage());
    }
  }

  Optional<TrainingStage> endOf(RunId run) {
    return Optional.ofNullable(ended.get(run.text()));
  }
}
