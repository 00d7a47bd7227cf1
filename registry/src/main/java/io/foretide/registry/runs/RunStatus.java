package io.foretide.registry.runs;

import io.foretide.schemas.TrainingProgress;
import java.util.Optional;

/** How a run is. */
enum RunStatus {
  /** Asked for, and no trainer has taken it. */
  QUEUED,
  RUNNING,
  FINISHED,
  FAILED,
  CANCELLED;

  static RunStatus of(Optional<TrainingProgress> latest) {
    return latest
        .map(
            progress ->
                switch (progress.getStage()) {
                  case FINISHED -> FINISHED;
                  case FAILED -> FAILED;
                  case CANCELLED -> CANCELLED;
                  default -> RUNNING;
                })
        .orElse(QUEUED);
  }
}
