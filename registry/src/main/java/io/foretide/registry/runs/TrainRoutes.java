package io.foretide.registry.runs;

import io.foretide.registry.catalogue.Configurations;
import io.foretide.registry.catalogue.Configurations.Configuration;
import io.foretide.registry.catalogue.Kinds;
import io.foretide.registry.log.Commands;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Nothing;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.SearchTrial;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Settings made sure of, and runs asked for and stopped. */
public final class TrainRoutes implements Api {
  private static final String TAG = "work";

  private final Kinds kinds;
  private final Models models;
  private final Runs runs;
  private final Commands commands;
  private final Clock clock;

  public TrainRoutes(Kinds kinds, Models models, Runs runs, Commands commands, Clock clock) {
    this.kinds = kinds;
    this.models = models;
    this.runs = runs;
    this.commands = commands;
    this.clock = clock;
  }

  /** {@code POST /models/train}. Everything but the model may be left out. */
  record Train(
      @Says("Which model to train.") Optional<String> model,
      @Says("Kind; the model's own unless it is said.") Optional<String> kind,
      @Says("What POST /models/configure answered, instead of kind and settings.")
          Optional<String> config,
      @Says("Over the kind's defaults.") Optional<Map<String, String>> settings,
      @Says("Which series, by identity column or attribute.") Optional<Map<String, String>> scope,
      @Says("Of everything random; 42 unless it is said.") Optional<Long> seed,
      @Says("Who asks; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the record.") Optional<String> cause,
      @Says("Makes the run a trial of this search: it is scored, and makes no version.")
          Optional<String> search,
      @Says("Rung of that search, from 1.") Optional<Integer> rung) {}

  @Says("A run, by its id.")
  record RunId(@Says("run-<partition>-<offset> of its request.") String run) {}

  /** Why a run is stopped. */
  record Cancel(
      @Says("Id of the run.") String run,
      @Says("Who stops it; where keys are asked for, the key's name counts instead.")
          Optional<String> who,
      @Says("For the record.") Optional<String> why) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/models/configure")
            .says(TAG, "Checks settings against a kind's schema and gives them an id")
            .reads(Configurations.Choice.class)
            .answers(
                Answer.of(Configuration.class),
                call -> new Configurations(kinds).make(call.body())),
        Route.post("/models/train")
            .says(TAG, "Asks for a run; a trainer takes it as soon as one is free")
            .reads(Train.class)
            .status(202)
            .answers(Answer.of(RunId.class), this::train),
        Route.delete("/models/training/{run}")
            .says(TAG, "Stops a run within a second")
            .at(Cancel.class)
            .status(202)
            .answers(Answer.of(RunId.class), this::cancel));
  }

  private RunId train(Call<Nothing, Train> call) {
    Train asked = call.body();
    String model =
        asked
            .model()
            .filter(name -> !name.isBlank())
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1607", "say which model to train: {\"model\": \"sales\"}"));
    models.model(model);
    Configurations configurations = new Configurations(kinds);
    Optional<Configuration> config = asked.config().map(configurations::read);
    Optional<String> kind = asked.kind().or(() -> config.map(Configuration::kind));
    Map<String, String> settings =
        new TreeMap<>(config.map(Configuration::settings).orElse(Map.of()));
    settings.putAll(asked.settings().orElse(Map.of()));
    kind.ifPresent(id -> configurations.check(id, settings));
    TrainingRequest.Builder request =
        TrainingRequest.newBuilder()
            .setModel(model)
            .setKind(kind.orElse(null))
            .setSettings(settings)
            .setScope(asked.scope().orElse(Map.of()))
            .setTrigger(TrainingTrigger.OPERATOR)
            .setCause(asked.cause().orElse("asked for over HTTP"))
            .setRequestedBy(call.caller().who(asked.who()))
            .setRequestedAt(clock.instant());
    asked.seed().ifPresent(request::setSeed);
    asked
        .search()
        .ifPresent(search -> request.setTrial(new SearchTrial(search, asked.rung().orElse(1))));
    return new RunId(commands.train(request.build()));
  }

  private RunId cancel(Call<Cancel, Nothing> call) {
    Cancel asked = call.at();
    Runs.checkName(asked.run());
    Optional<TrainingProgress> end = runs.find(asked.run()).flatMap(Run::latest).filter(Run::ended);
    if (end.isPresent()) {
      throw new CodedException(
          "FT-1617",
          "%s has ended (%s), so there is nothing to cancel"
              .formatted(asked.run(), end.get().getStage()));
    }
    commands.cancel(
        asked.run(), call.caller().who(asked.who()), asked.why().orElse("cancelled by hand"));
    return new RunId(asked.run());
  }
}
