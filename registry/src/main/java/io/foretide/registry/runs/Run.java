package io.foretide.registry.runs;

import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run as its request and its progress tell it. Changes only by replay. */
final class Run {
  private static final Set<TrainingStage> ENDS =
      Set.of(TrainingStage.FINISHED, TrainingStage.FAILED, TrainingStage.CANCELLED);

  private final String id;
  private final List<TrainingProgress> progress = new ArrayList<>();
  private Optional<TrainingRequest> request = Optional.empty();
  private Instant began = Instant.EPOCH;

  Run(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  synchronized void replay(TrainingRequest asked) {
    request = Optional.of(asked);
    began = asked.getRequestedAt();
  }

  synchronized void replay(TrainingProgress event) {
    if (progress.isEmpty() && request.isEmpty()) {
      began = event.getTime();
    }
    progress.add(event);
  }

  synchronized Optional<TrainingRequest> request() {
    return request;
  }

  synchronized String model() {
    return latest()
        .map(TrainingProgress::getModel)
        .or(() -> request.map(TrainingRequest::getModel))
        .orElse("");
  }

  synchronized Optional<String> kind() {
    return latest().map(TrainingProgress::getKind).or(() -> request.map(TrainingRequest::getKind));
  }

  /** When it was asked for, or first heard of. */
  synchronized Instant began() {
    return began;
  }

  /** Empty while no trainer has taken it. */
  synchronized Optional<TrainingProgress> latest() {
    return progress.isEmpty() ? Optional.empty() : Optional.of(progress.get(progress.size() - 1));
  }

  synchronized Optional<TrainingProgress> first() {
    return progress.isEmpty() ? Optional.empty() : Optional.of(progress.get(0));
  }

  /**
   * From when a trainer took it, the last one if it was taken twice, to the latest event; empty
   * while none has.
   */
  synchronized Optional<Duration> lasted() {
    return started().map(begun -> Duration.between(begun, latest().orElseThrow().getTime()));
  }

  /** When a trainer took it, the last one if it was taken twice. */
  synchronized Optional<Instant> started() {
    Optional<Instant> begun = first().map(TrainingProgress::getTime);
    for (TrainingProgress event : progress) {
      begun = event.getStage() == TrainingStage.STARTED ? Optional.of(event.getTime()) : begun;
    }
    return begun;
  }

  /** How many events there are. */
  synchronized int size() {
    return progress.size();
  }

  /** The events from number {@code from} on, those that there are. */
  synchronized List<TrainingProgress> since(int from) {
    return List.copyOf(progress.subList(Math.min(from, progress.size()), progress.size()));
  }

  static boolean ended(TrainingProgress event) {
    return ENDS.contains(event.getStage());
  }
}
