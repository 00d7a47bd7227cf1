package io.foretide.trainer;

import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Scope;
import io.foretide.models.series.Step;
import io.foretide.runtime.CodedException;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.foretide.trainer.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training run, from its request to its version. */
final class Run {
  private final RunTools tools;
  private final String id;
  private final TrainingRequest request;
  private final RunToken token;
  private final RunReporter reporter;

  Run(RunTools tools, RunId id, TrainingRequest request, RunToken token, RunReporter reporter) {
    this.tools = tools;
    this.id = id.text();
    this.request = request;
    this.token = token;
    this.reporter = reporter;
  }

  /**
   * Trains and publishes.
   *
   * @throws CodedException if the run fails in a way that somebody can mend
   * @throws java.util.concurrent.CancellationException if its token says so
   */
  void execute() {
    ModelState before = tools.models().read(request.getModel());
    if (before.versionOf(id).isPresent()) {
      return;
    }
    Optional<ModelDefined> known = before.definition();
    if (known.isEmpty() && !FirstDefinition.asksFor(request)) {
      throw new CodedException(
          "FT-1601",
          "there is no model "
              + request.getModel()
              + "; define it, or push a file: the first one of a data set defines a model");
    }
    reporter.stage(TrainingStage.SNAPSHOT, 0, "reading the data");
    String dataset = known.map(ModelDefined::getDataset).orElse(request.getModel());
    Snapshot snapshot = tools.snapshots().read(dataset, reporter::snapshot);
    ModelDefined model = known.orElseGet(() -> tools.definitions().define(request, snapshot));
    train(model, snapshot, before);
  }

  private void train(ModelDefined model, Snapshot snapshot, ModelState before) {
    ModelKind kind =
        tools.kinds().get(Optional.ofNullable(request.getKind()).orElse(model.getKind()));
    Map<String, String> chosen = settings(model, kind);
    kind.settings().validate(new Settings(chosen));
    Recipe recipe = Recipe.of(kind, chosen, request.getSeed());
    reporter.kind(kind.card().id());
    Dataset data = dataset(model, snapshot);
    Plan plan = Plan.of(model, data, kind.card().minimumSamples());
    try (Workshop workshop = new Workshop(tools.threads(), reporter, token)) {
      Judgement judgement = new Judgement(tools.kinds(), workshop, plan);
      judgement.begin(recipe, kind.card().id());
      Workshop.Pending<ForecastModel> fit = workshop.fit(kind, recipe, plan);
      before.alias(ModelState.CHAMPION).ifPresent(champion -> begin(judgement, champion));
      Optional<Recipe> floor = tools.kinds().floor().map(k -> Recipe.of(k, Map.of(), 0));
      floor.ifPresent(judgement::beginFloor);
      // A kind that cannot learn from this data says so best in its fit.
      ForecastModel fitted = fit.await();
      Optional<Trial> trial = judgement.of(recipe);
      Floor level = floor.map(r -> new Floor(r.kind(), scores(judgement.of(r)))).orElse(Floor.NONE);
      Artifacts.Stored stored = store(fitted, trial, plan);
      Publication publication =
          new Publication(
              id,
              request,
              model,
              recipe,
              chosen,
              stored,
              VersionDraft.provenance(data, snapshot.positions(), reporter.elapsed()),
              scores(trial),
              level);
      before.alias(ModelState.CHAMPION).flatMap(judgement::recipeOf).ifPresent(judgement::of);
      publish(publication, judgement);
    } catch (FitException e) {
      throw new CodedException(
          "FT-1404",
          "kind "
              + kind.card().id()
              + " cannot learn from this data: "
              + e.getMessage()
              + "; push more data, or train another kind",
          e);
    }
  }

  /** The champion may change while a run works: then it is the new one that is to be beaten. */
  private void publish(Publication publication, Judgement judgement) {
    while (true) {
      token.seal();
      Publication.Outcome outcome =
          publication.write(tools.models(), judgement, reporter, tools.instance(), tools.clock());
      if (outcome.unjudged().isEmpty()) {
        return;
      }
      token.unseal();
      VersionPublished champion = outcome.unjudged().get();
      begin(judgement, champion);
      judgement.recipeOf(champion).ifPresent(judgement::of);
    }
  }

  private static void begin(Judgement judgement, VersionPublished champion) {
    judgement
        .recipeOf(champion)
        .ifPresent(recipe -> judgement.begin(recipe, "champion " + recipe.kind()));
  }

  private Map<String, String> settings(ModelDefined model, ModelKind kind) {
    Map<String, String> chosen = new HashMap<>();
    if (kind.card().id().equals(model.getKind())) {
      chosen.putAll(model.getSettings());
    }
    chosen.putAll(request.getSettings());
    return chosen;
  }

  private Dataset dataset(ModelDefined model, Snapshot snapshot) {
    Map<String, String> wanted =
        request.getScope().isEmpty() ? model.getScope() : request.getScope();
    Dataset data =
        snapshot
            .at(Step.parse(model.getStorageStep()))
            .map(stored -> stored.assemble(Step.parse(model.getStep()), new Scope(wanted)))
            .filter(assembled -> !assembled.isEmpty())
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1403",
                        "data set "
                            + model.getDataset()
                            + " has no series"
                            + (wanted.isEmpty() ? "" : " with " + wanted)
                            + " at step "
                            + model.getStorageStep()
                            + "; push data, or change the model's scope"));
    reporter.stage(
        TrainingStage.BACKTEST,
        5,
        data.series().size() + " series up to " + data.end() + " at step " + data.step());
    return data;
  }

  private Artifacts.Stored store(ForecastModel fitted, Optional<Trial> trial, Plan plan) {
    reporter.stage(TrainingStage.CALIBRATE, 95, "calibrating the intervals");
    reporter.metrics(VersionDraft.metrics(scores(trial)));
    Calibration calibration =
        Calibration.learn(
            trial.map(Trial::windows).orElse(List.of()), plan.levels(), plan.horizon());
    reporter.stage(TrainingStage.SAVE, 97, "storing the model");
    // The workshop closes the fitted model, with which the calibrated one shares everything.
    @SuppressWarnings("resource")
    CalibratedModel calibrated = new CalibratedModel(fitted, calibration);
    return tools.artifacts().store(calibrated, plan);
  }

  private static Optional<Scorecard> scores(Optional<Trial> trial) {
    return trial.flatMap(Trial::scorecard);
  }
}
