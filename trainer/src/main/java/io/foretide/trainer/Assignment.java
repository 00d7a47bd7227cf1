package io.foretide.trainer;

import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.market.MarketTask;
import io.foretide.models.market.Sentiment;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Scope;
import io.foretide.models.series.Step;
import io.foretide.runtime.CodedException;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.VersionPublished;
import io.foretide.trainer.snapshot.ReadPosition;
import io.foretide.trainer.snapshot.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request comes to: the kind with its settings, and the data of the model.
 *
 * @param chosen the settings as they were asked for
 * @param positions where the data was read up to
 */
record Assignment(
    ModelDefined model,
    ModelKind kind,
    Map<String, String> chosen,
    Recipe recipe,
    Plan plan,
    List<ReadPosition> positions) {
  Assignment {
    chosen = Map.copyOf(chosen);
    positions = List.copyOf(positions);
  }

  /**
   * @throws CodedException FT-1401 for an unknown kind, FT-1410 for an unknown task, FT-1403 if the
   *     data has no series in scope
   * @throws io.foretide.models.kind.SettingException if the kind does not take the settings
   */
  static Assignment of(
      TrainingRequest request,
      ModelDefined model,
      Kinds kinds,
      Snapshot snapshot,
      Optional<VersionPublished> champion) {
    ModelKind kind = kinds.get(Optional.ofNullable(request.getKind()).orElse(model.getKind()));
    Map<String, String> chosen = settings(request, model, kind);
    kind.settings().validate(new Settings(chosen));
    Recipe recipe = Recipe.of(kind, chosen, request.getSeed());
    requireTask(model);
    Dataset data = dataset(request, model, snapshot);
    Instant notBefore =
        Stream.concat(
                kind.learnedUntil(recipe.asSettings()).stream(),
                champion.stream().flatMap(version -> learnedUntil(version, kinds)))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    Plan plan = Plan.of(model, data, kind.card().minimumSamples(), notBefore);
    return new Assignment(model, kind, chosen, recipe, plan, snapshot.positions());
  }

  private static void requireTask(ModelDefined model) {
    if (!model.getTask().isEmpty()) {
      try {
        MarketTask.parse(model.getTask());
      } catch (IllegalArgumentException e) {
        throw new CodedException("FT-1410", e.getMessage() + "; define the model with one", e);
      }
    }
  }

  private static Stream<Instant> learnedUntil(VersionPublished version, Kinds kinds) {
    return kinds.find(version.getKind()).stream()
        .flatMap(kind -> kind.learnedUntil(new Settings(version.getSettings())).stream());
  }

  private static Map<String, String> settings(
      TrainingRequest request, ModelDefined model, ModelKind kind) {
    Map<String, String> chosen = new HashMap<>();
    if (kind.card().id().equals(model.getKind())) {
      chosen.putAll(model.getSettings());
    }
    chosen.putAll(request.getSettings());
    return chosen;
  }

  private static Dataset dataset(TrainingRequest request, ModelDefined model, Snapshot snapshot) {
    Map<String, String> wanted =
        request.getScope().isEmpty() ? model.getScope() : request.getScope();
    return snapshot
        .at(Step.parse(model.getStorageStep()))
        .map(stored -> stored.assemble(Step.parse(model.getStep()), new Scope(wanted)))
        .map(assembled -> Sentiment.join(assembled, snapshot.sentiment()))
        .map(assembled -> MarketTask.view(model.getTask(), assembled))
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
  }
}
