package io.foretide.registry.runs;

import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.Models;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds runs. */
final class RunSearch {
  private final Runs runs;
  private final Models models;

  RunSearch(Runs runs, Models models) {
    this.runs = runs;
    this.models = models;
  }

  /** Newest first. */
  List<Run> find(RunFilter filter) {
    return runs.all().stream()
        .filter(run -> filter.model().stream().allMatch(run.model()::equals))
        .filter(
            run -> filter.kind().stream().allMatch(k -> run.kind().stream().anyMatch(k::equals)))
        .filter(run -> filter.status().stream().allMatch(s -> s == RunStatus.of(run.latest())))
        .filter(run -> filter.since().stream().noneMatch(run.began()::isBefore))
        .filter(run -> filter.until().stream().allMatch(run.began()::isBefore))
        .filter(run -> filter.beforeReset() || !beforeReset(run))
        .toList();
  }

  private boolean beforeReset(Run run) {
    Optional<Instant> reset = models.find(run.model()).flatMap(ModelHistory::resetAt);
    return reset.isPresent() && run.began().isBefore(reset.get());
  }
}
