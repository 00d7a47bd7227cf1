package io.foretide.trainer;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Which runs have ended and how, and how far the others were, as {@code training.progress} says.
 */
final class RunLedger implements AutoCloseable {
  private static final Set<TrainingStage> ENDS =
      EnumSet.of(TrainingStage.FINISHED, TrainingStage.FAILED, TrainingStage.CANCELLED);

  private final Map<String, TrainingStage> ended = new HashMap<>();
  private final Map<String, Map<String, String>> checkpoints = new HashMap<>();
  private final LogReader<TrainingProgress> log;

  RunLedger(ServiceConfig config, Wire wire, Admin admin) {
    log = new LogReader<>(config, wire, admin, Topics.TRAINING_PROGRESS, this::replay);
  }

  private void replay(TrainingProgress progress) {
    if (ENDS.contains(progress.getStage())) {
      ended.putIfAbsent(progress.getRun(), progress.getStage());
      checkpoints.remove(progress.getRun());
    } else if (!progress.getCheckpoints().isEmpty()) {
      checkpoints.put(progress.getRun(), Map.copyOf(progress.getCheckpoints()));
    }
  }

  /**
   * Digests by fit, where a run that has not ended kept how far it was; as of the last question how
   * it ended.
   */
  synchronized Map<String, String> checkpointsOf(RunId run) {
    return checkpoints.getOrDefault(run.text(), Map.of());
  }

  /** How the run ended, if everything that is on the topic now tells of an end. */
  synchronized Optional<TrainingStage> endOf(RunId run) {
    log.refresh();
    return Optional.ofNullable(ended.get(run.text()));
  }

  @Override
  public void close() {
    log.close();
  }
}
