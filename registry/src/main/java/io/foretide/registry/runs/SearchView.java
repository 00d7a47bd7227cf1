package io.foretide.registry.runs;

import io.foretide.registry.versions.Metrics;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A search for settings. */
@Says("A search for settings.")
record SearchView(
    @Says("Its id.") String search,
    @Says("Model whose data it searches on.") String model,
    @Says("Trials asked for.") int asked,
    @Says("Trials that came to an end.") int ended,
    @Says("In the order in which they were asked for; left out of lists.")
        Optional<List<Trial>> trials) {
  /** A trial beside what came of it. */
  @Says("A trial of a search: a run that is scored and makes no version.")
  record Trial(
      @Says("From 1.") int trial,
      @Says("Id of the run.") String run,
      @Says("Rung of the search, from 1.") int rung,
      Optional<String> kind,
      long seed,
      Map<String, String> settings,
      @Says("WAITING, or the stage of the run.") String stage,
      double percent,
      Optional<String> trainer,
      Optional<Double> seconds,
      @Says("FT code, where it failed.") Optional<String> code,
      Optional<String> message,
      @Says("Scores by name.") Optional<Map<String, Double>> metrics) {
    private static Trial of(int number, Search.Trial trial, Optional<Run> run) {
      TrainingRequest request = trial.request();
      Optional<TrainingProgress> latest = run.flatMap(Run::latest);
      return new Trial(
          number,
          trial.run(),
          request.getTrial().getRung(),
          Optional.ofNullable(request.getKind()),
          request.getSeed(),
          request.getSettings(),
          latest.map(progress -> progress.getStage().name()).orElse("WAITING"),
          latest.map(TrainingProgress::getPercent).orElse(0.0),
          latest.map(TrainingProgress::getTrainer),
          run.flatMap(Run::lasted).map(Duration::toMillis).map(millis -> millis / 1000.0),
          latest.map(TrainingProgress::getCode),
          latest.map(TrainingProgress::getMessage),
          latest.map(TrainingProgress::getMetrics).map(Metrics::finite));
    }
  }

  static SearchView of(Search search, Runs runs) {
    List<Trial> trials = new ArrayList<>();
    int ended = 0;
    for (Search.Trial trial : search.trials()) {
      Optional<Run> run = runs.find(trial.run());
      ended += run.flatMap(Run::latest).filter(Run::ended).isPresent() ? 1 : 0;
      trials.add(Trial.of(trials.size() + 1, trial, run));
    }
    String model = search.trials().get(0).request().getModel();
    return new SearchView(search.id(), model, trials.size(), ended, Optional.of(trials));
  }

  SearchView withoutTrials() {
    return new SearchView(search, model, asked, ended, Optional.empty());
  }
}
