package io.foretide.trainer;

import io.foretide.models.calibration.CalibratedModel;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.features.FeatureException;
import io.foretide.models.kind.Checkpoints;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.onnx.ImportException;
import io.foretide.models.series.Dataset;
import io.foretide.runtime.CodedException;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionPublished;
import io.foretide.trainer.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training run, from its request to its version. */
final class Run {
  private final RunTools tools;
  private final RunId id;
  private final TrainingRequest request;
  private final RunToken token;
  private final RunReporter reporter;
  private final Checkpoints checkpoints;

  Run(
      RunTools tools,
      RunId id,
      TrainingRequest request,
      RunToken token,
      RunReporter reporter,
      Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.tools = tools;
    this.id = id;
    this.request = request;
    this.token = token;
    this.reporter = reporter;
  }

  /**
   * Trains and publishes; a trial of a search is only scored.
   *
   * @throws CodedException if the run fails in a way that somebody can mend
   * @throws java.util.concurrent.CancellationException if its token says so
   */
  void execute() {
    ModelState before = tools.models().read(request.getModel());
    if (before.versionOf(id.text()).isPresent()) {
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
    Assignment work =
        Assignment.of(request, model, tools.kinds(), snapshot, before.alias(ModelState.CHAMPION));
    reporter.kind(work.kind().card().id());
    Dataset data = work.plan().data();
    reporter.stage(
        TrainingStage.BACKTEST,
        5,
        data.series().size() + " series up to " + data.end() + " at step " + data.step());
    try (Workshop workshop = new Workshop(tools.threads(), reporter, token, checkpoints)) {
      if (request.getTrial() == null) {
        train(work, before, workshop);
      } else {
        score(work, workshop);
      }
    } catch (ImportException e) {
      throw new CodedException(e.code(), e.getMessage(), e);
    } catch (FeatureException e) {
      throw new CodedException(e.code(), e.problem(), e);
    } catch (FitException e) {
      throw new CodedException(
          "FT-1404",
          "kind "
              + work.kind().card().id()
              + " cannot learn from this data: "
              + e.getMessage()
              + "; push more data, or train another kind",
          e);
    }
  }

  private void score(Assignment work, Workshop workshop) {
    Plan plan = work.plan();
    Judgement judgement = new Judgement(tools.kinds(), workshop, plan);
    Workshop.Pending<Trial> backtest =
        workshop.backtest(work.kind(), work.recipe(), plan, work.recipe().kind());
    Optional<Recipe> floor = beginFloor(judgement, plan);
    Scorecard scores =
        backtest
            .await()
            .scorecard()
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1409",
                        "a trial is scored at past cutoffs, and the data is too short for any; push"
                            + " more data, or define the model with a shorter horizon"));
    Floor level = level(floor, judgement, plan);
    token.seal();
    new TrialResult(id, request, work.recipe(), scores, level)
        .write(tools.models(), tools.ledger(), reporter);
  }

  private void train(Assignment work, ModelState before, Workshop workshop) {
    ModelKind kind = work.kind();
    Recipe recipe = work.recipe();
    Plan plan = work.plan();
    Judgement judgement = new Judgement(tools.kinds(), workshop, plan);
    judgement.begin(recipe, kind.card().id());
    Workshop.Pending<ForecastModel> fit = workshop.fit(kind, recipe, plan);
    before.alias(ModelState.CHAMPION).ifPresent(champion -> begin(judgement, champion));
    Optional<Recipe> floor = beginFloor(judgement, plan);
    // A kind that cannot learn from this data says so best in its fit.
    ForecastModel fitted = fit.await();
    Optional<Trial> trial = judgement.of(recipe);
    Floor level = level(floor, judgement, plan);
    Artifacts.Stored stored = store(fitted, trial, plan);
    Publication publication =
        new Publication(
            id.text(),
            request,
            work.model(),
            recipe,
            work.chosen(),
            stored,
            VersionDraft.provenance(
                work.model(), plan.data(), work.positions(), reporter.elapsed()),
            scores(trial),
            level);
    before.alias(ModelState.CHAMPION).flatMap(judgement::recipeOf).ifPresent(judgement::of);
    publish(publication, judgement);
  }

  private Optional<Recipe> beginFloor(Judgement judgement, Plan plan) {
    Optional<Recipe> floor =
        tools.kinds().floor(plan.isMarket()).map(kind -> Recipe.of(kind, Map.of(), 0));
    floor.ifPresent(judgement::beginFloor);
    return floor;
  }

  private static Floor level(Optional<Recipe> floor, Judgement judgement, Plan plan) {
    return floor
        .map(r -> new Floor(r.kind(), scores(judgement.of(r)), plan.isMarket()))
        .orElse(Floor.NONE);
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
