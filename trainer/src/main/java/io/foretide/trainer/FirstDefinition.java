package io.foretide.trainer;

import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Scope;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.PromotionPolicy;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.trainer.ModelWriter.Decision;
import io.foretide.trainer.snapshot.NativeStep;
import io.foretide.trainer.snapshot.Snapshot;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defines the model of a data set that has none, from a look at the data: all series, at the step
 * they are observed at, as far ahead as is usual for it.
 */
final class FirstDefinition {
  private static final Logger LOG = LoggerFactory.getLogger(FirstDefinition.class);

  /** Tried in this order, after the configured one, until one can learn from so little data. */
  private static final List<String> KINDS =
      List.of("hybrid", "lightgbm", "additive", "ets", "seasonal-naive", "naive");

  /** Served on a market until something surely beats it. */
  private static final String MARKET_KIND = "naive";

  private static final int MARKET_STEPS = 7;

  /** A year of weeks: fewer tell skill from luck even less. */
  private static final int MARKET_CUTOFFS = 52;

  /**
   * What a data set's first model starts from.
   *
   * @param kind tried first: {@code default.kind}
   * @param settings of that kind, {@code name=value} joined by commas: {@code default.settings}
   * @param cutoffs of its backtests: {@code default.cutoffs}
   */
  record Defaults(String kind, Map<String, String> settings, int cutoffs) {
    Defaults {
      settings = Map.copyOf(settings);
    }

    static Defaults of(ServiceConfig config) {
      Map<String, String> settings = new LinkedHashMap<>();
      for (String pair : config.find("default.settings").orElse("").split(",")) {
        int at = pair.indexOf('=');
        if (at > 0) {
          settings.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
        }
      }
      return new Defaults(
          config.find("default.kind").orElse("hybrid"),
          settings,
          config.getInt("default.cutoffs", 5));
    }
  }

  private final String instance;
  private final Defaults defaults;
  private final Kinds kinds;
  private final ModelWriter models;
  private final Clock clock;

  FirstDefinition(
      String instance, Defaults defaults, Kinds kinds, ModelWriter models, Clock clock) {
    this.instance = instance;
    this.defaults = defaults;
    this.kinds = kinds;
    this.models = models;
    this.clock = clock;
  }

  /** Whether the request is the first of its data set, which may come before the definition. */
  static boolean asksFor(TrainingRequest request) {
    return request.getTrigger() == TrainingTrigger.FIRST_UPLOAD;
  }

  /**
   * Publishes a definition, unless somebody was faster; then theirs stands.
   *
   * @throws CodedException FT-1403 if the data set has no observations
   */
  ModelDefined define(TrainingRequest request, Snapshot snapshot) {
    ModelDefined model = of(snapshot);
    return models.write(
        request.getModel(),
        state -> {
          if (state.definition().isPresent()) {
            return Decision.nothing(state.definition().get());
          }
          LOG.info(
              "defined model {}: {} steps of {}, kind {}",
              request.getModel(),
              model.getHorizon(),
              model.getStep(),
              model.getKind());
          ModelEvent event =
              ModelEvent.newBuilder()
                  .setModel(request.getModel())
                  .setTime(clock.instant())
                  .setWho(instance)
                  .setEvent(model)
                  .build();
          return new Decision<>(List.of(event), List.of(), model);
        });
  }

  private ModelDefined of(Snapshot snapshot) {
    Step stored = snapshot.mainStep().orElseThrow(() -> empty(snapshot));
    Dataset data = snapshot.at(stored).orElseThrow().assemble(stored, Scope.ALL);
    if (data.isEmpty()) {
      throw empty(snapshot);
    }
    Step step = NativeStep.of(data);
    Dataset atStep = snapshot.at(stored).orElseThrow().assemble(step, Scope.ALL);
    boolean market = atStep.series().stream().allMatch(MarketTask::suits);
    String kind = market ? MARKET_KIND : kindFor(atStep);
    return ModelDefined.newBuilder()
        .setDataset(snapshot.dataset())
        .setStorageStep(stored.toString())
        .setStep(step.toString())
        .setHorizon(market ? Math.min(MARKET_STEPS, Horizon.usual(step)) : Horizon.usual(step))
        .setLevels(Arrays.stream(Levels.published()).boxed().toList())
        .setKind(kind)
        .setSettings(kind.equals(defaults.kind()) ? defaults.settings() : Map.of())
        .setPromotion(PromotionPolicy.BETTER)
        .setBacktestCutoffs(
            market ? Math.max(MARKET_CUTOFFS, defaults.cutoffs()) : defaults.cutoffs())
        .setTask(market ? MarketTask.PRICE.id() : "")
        .build();
  }

  private static CodedException empty(Snapshot snapshot) {
    return new CodedException(
        "FT-1403",
        "data set "
            + snapshot.dataset()
            + " holds no observations yet; push a file with a date and a value column");
  }

  private String kindFor(Dataset data) {
    int[] lengths = data.series().stream().mapToInt(Series::length).sorted().toArray();
    int median = lengths.length == 0 ? 0 : lengths[lengths.length / 2];
    Optional<String> fitting =
        Stream.concat(Stream.of(defaults.kind()), KINDS.stream())
            .flatMap(id -> kinds.find(id).stream())
            .filter(kind -> kind.card().minimumSamples() <= median)
            .map(kind -> kind.card().id())
            .findFirst();
    return fitting.orElse(defaults.kind());
  }
}
