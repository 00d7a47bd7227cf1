package io.foretide.registry.runs;

import io.foretide.registry.versions.Metrics;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.SearchTrial;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.schemas.VersionPublished;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A run: what was asked for, how far it is, what came of it. */
@Says("A run: one training.")
record RunView(
    @Says("Id: run-<partition>-<offset> of its request.") String run,
    @Says("Name of the model.") String model,
    @Says("Its kind; absent while it is the model's own and no trainer has taken the run.")
        Optional<String> kind,
    RunStatus status,
    @Says("Where it stands; absent while queued.") Optional<TrainingStage> stage,
    @Says("Of the whole run, 0 to 100.") double percent,
    @Says("For a person.") String message,
    @Says("FT code, where it failed.") Optional<String> code,
    @Says("Why it was asked for.") Optional<TrainingTrigger> trigger,
    @Says("What set it off: an upload's id, a person's words.") Optional<String> cause,
    @Says("Who asked.") Optional<String> requestedBy,
    Optional<Instant> requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    @Says("From start to end, or to the newest event.") Optional<Double> seconds,
    @Says("As chosen, over the kind's defaults.") Map<String, String> settings,
    @Says("Which series; empty means the model's own scope.") Map<String, String> scope,
    Optional<Long> seed,
    @Says("The search that it is a trial of: it is scored and makes no version then.")
        Optional<String> search,
    @Says("Scores by name, as far as known.") Map<String, Double> metrics,
    @Says("The naive floor's scores at the same cutoffs.") Map<String, Double> baseline,
    @Says("Version that it published.") Optional<Integer> version,
    @Says("What it learned from; absent until its version is there.") Optional<Data> data,
    @Says("Its newest event, with epoch, losses and the time left.")
        Optional<TrainingProgress> progress) {
  /** What a run learned from. */
  @Says("What a run learned from.")
  record Data(
      @Says("Data set.") Optional<String> dataset,
      @Says("SHA-256 over the series.") String digest,
      @Says("Number of series.") int series,
      @Says("Number of observed target values.") long observations,
      @Says("First instant.") Instant firstTime,
      @Says("Last instant.") Instant cutoff,
      @Says("Steps ahead.") int horizon,
      @Says("Series and cutoffs of the backtest.") int windows) {
    static Data of(VersionPublished version, Optional<ModelDefined> definition) {
      var from = version.getProvenance();
      return new Data(
          definition.map(ModelDefined::getDataset),
          from.getDatasetDigest(),
          from.getSeries(),
          from.getObservations(),
          from.getFirstTime(),
          from.getCutoff(),
          version.getHorizon(),
          version.getScorecard().getWindows());
    }
  }

  static RunView of(Run run, Models models) {
    Optional<TrainingRequest> asked = run.request();
    Outcome outcome = Outcome.of(run, models);
    Optional<TrainingProgress> latest = outcome.latest();
    Optional<VersionPublished> made = outcome.version();
    String model = run.model();
    return new RunView(
        run.id(),
        model,
        run.kind(),
        outcome.status(),
        latest.map(TrainingProgress::getStage),
        latest.map(TrainingProgress::getPercent).orElse(0.0),
        latest.map(TrainingProgress::getMessage).orElse("waiting for a trainer to take it"),
        latest.map(TrainingProgress::getCode),
        asked.map(TrainingRequest::getTrigger),
        asked.map(TrainingRequest::getCause),
        asked.map(TrainingRequest::getRequestedBy),
        asked.map(TrainingRequest::getRequestedAt),
        run.started(),
        latest.filter(Run::ended).map(TrainingProgress::getTime),
        outcome.seconds(),
        made.map(VersionPublished::getSettings)
            .or(() -> asked.map(TrainingRequest::getSettings))
            .orElse(Map.of()),
        asked.map(TrainingRequest::getScope).orElse(Map.of()),
        asked.map(TrainingRequest::getSeed),
        asked.map(TrainingRequest::getTrial).map(SearchTrial::getSearch),
        Metrics.finite(outcome.metrics()),
        Metrics.finite(outcome.baseline()),
        latest.map(TrainingProgress::getVersion),
        made.map(v -> Data.of(v, models.find(model).flatMap(ModelHistory::definition))),
        latest);
  }
}
