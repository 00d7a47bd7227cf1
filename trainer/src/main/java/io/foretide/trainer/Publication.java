package io.foretide.trainer;

import io.foretide.models.evaluation.Scorecard;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionProvenance;
import io.foretide.schemas.VersionPublished;
import io.foretide.trainer.ModelWriter.Decision;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's result on its way to the log: the version, where the aliases go, and the end of the run,
 * in one transaction.
 *
 * @param chosen the settings as they were asked for
 * @param stored the model, stored already
 */
record Publication(
    String run,
    TrainingRequest request,
    ModelDefined model,
    Recipe recipe,
    Map<String, String> chosen,
    Artifacts.Stored stored,
    VersionProvenance provenance,
    Optional<Scorecard> scorecard,
    Floor floor) {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  /**
   * @param unjudged a champion that was never backtested: nothing was written, and the question is
   *     to be put again once it was
   */
  record Outcome(Optional<VersionPublished> unjudged) {
    static final Outcome WRITTEN = new Outcome(Optional.empty());
  }

  Outcome write(
      ModelWriter models, Judgement judgement, RunReporter reporter, String instance, Clock clock) {
    return models.write(
        request.getModel(),
        state -> {
          if (state.versionOf(run).isPresent()) {
            LOG.info("{} was published by another trainer meanwhile", run);
            return Decision.nothing(Outcome.WRITTEN);
          }
          Optional<VersionPublished> champion = state.alias(ModelState.CHAMPION);
          if (champion.isPresent() && !judgement.knows(champion.get())) {
            return Decision.nothing(new Outcome(champion));
          }
          return decide(state, champion, judgement, reporter, instance, clock);
        });
  }

  private Decision<Outcome> decide(
      ModelState state,
      Optional<VersionPublished> served,
      Judgement judgement,
      RunReporter reporter,
      String instance,
      Clock clock) {
    Candidate newcomer =
        new Candidate(request.getModel(), state.nextVersion(), Optional.of(recipe), scorecard);
    Optional<Candidate> champion = served.map(v -> judgement.candidate(request.getModel(), v));
    Promotion promotion = Promotion.decide(model.getPromotion(), newcomer, champion, floor);
    String alias = promotion.promoted() ? ModelState.CHAMPION : ModelState.CHALLENGER;
    AliasMoved moved =
        AliasMoved.newBuilder()
            .setAlias(alias)
            .setFromVersion(state.alias(alias).map(VersionPublished::getVersion).orElse(null))
            .setToVersion(newcomer.version())
            .setWhy(promotion.why())
            .setNumbers(promotion.numbers())
            .build();
    List<ModelEvent> events =
        List.of(
            event(version(newcomer.version(), champion), instance, clock),
            event(moved, instance, clock));
    LOG.info("{}", promotion.why());
    return new Decision<>(events, List.of(end(newcomer, promotion, reporter)), Outcome.WRITTEN);
  }

  private static TrainingProgress end(
      Candidate newcomer, Promotion promotion, RunReporter reporter) {
    TrainingProgress end = reporter.end(TrainingStage.FINISHED, promotion.why());
    end.setVersion(newcomer.version());
    return end;
  }

  private VersionPublished version(int number, Optional<Candidate> champion) {
    return VersionPublished.newBuilder()
        .setVersion(number)
        .setRun(run)
        .setKind(recipe.kind())
        .setFormat(stored.format())
        .setSettings(chosen)
        .setSeed(recipe.seed())
        .setStep(model.getStep())
        .setHorizon(model.getHorizon())
        .setLevels(model.getLevels())
        .setArtifacts(stored.files())
        .setProvenance(provenance)
        .setScorecard(VersionDraft.scorecard(scorecard, floor, champion))
        .build();
  }

  private ModelEvent event(Object what, String instance, Clock clock) {
    return ModelEvent.newBuilder()
        .setModel(request.getModel())
        .setTime(clock.instant())
        .setWho(instance)
        .setEvent(what)
        .build();
  }
}
