package io.foretide.registry.runs;

import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.Models;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.VersionPublished;
import java.util.Map;
import java.util.Optional;

/** What came of a run: its newest event, and the version that it made, if it made one. */
record Outcome(Run run, Optional<TrainingProgress> latest, Optional<VersionPublished> version) {
  static Outcome of(Run run, Models models) {
    Optional<TrainingProgress> latest = run.latest();
    return new Outcome(
        run,
        latest,
        latest
            .map(TrainingProgress::getVersion)
            .flatMap(number -> models.find(run.model()).flatMap(model -> model.find(number)))
            .map(ModelHistory.Published::version));
  }

  RunStatus status() {
    return RunStatus.of(latest);
  }

  /** As they were told; some may be no numbers. */
  Map<String, Double> metrics() {
    return version
        .map(made -> made.getScorecard().getMetrics())
        .or(() -> latest.map(TrainingProgress::getMetrics))
        .orElse(Map.of());
  }

  /** The naive floor's at the same cutoffs. */
  Map<String, Double> baseline() {
    return version.map(made -> made.getScorecard().getBaseline()).orElse(Map.of());
  }

  /** {@code model/version}, where it made one. */
  Optional<String> label() {
    return latest.map(TrainingProgress::getVersion).map(number -> run.model() + "/" + number);
  }

  Optional<Double> seconds() {
    return run.lasted().map(lasted -> lasted.toMillis() / 1000.0);
  }
}
