package io.foretide.registry;

import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One run as its progress tells it. Changes only by {@link #replay}. */
final class Run {
  private static final Set<TrainingStage> ENDS =
      Set.of(TrainingStage.FINISHED, TrainingStage.FAILED, TrainingStage.CANCELLED);

  private final List<TrainingProgress> progress = new ArrayList<>();

  synchronized void replay(TrainingProgress event) {
    progress.add(event);
    notifyAll();
  }

  synchronized TrainingProgress latest() {
    return progress.get(progress.size() - 1);
  }

  /** From when a trainer took the run, the last one if it was taken twice, to the latest event. */
  synchronized Duration lasted() {
    Instant begun = progress.get(0).getTime();
    for (TrainingProgress event : progress) {
      begun = event.getStage() == TrainingStage.STARTED ? event.getTime() : begun;
    }
    return Duration.between(begun, latest().getTime());
  }

  /** The events from number {@code from} on, those that there are. */
  synchronized List<TrainingProgress> since(int from) {
    return List.copyOf(progress.subList(Math.min(from, progress.size()), progress.size()));
  }

  /** Waits until there is an event of number {@code from}, or the time is up. */
  synchronized void await(int from, long millis) throws InterruptedException {
    if (progress.size() <= from) {
      wait(millis);
    }
  }

  static boolean ended(TrainingProgress event) {
    return ENDS.contains(event.getStage());
  }
}
