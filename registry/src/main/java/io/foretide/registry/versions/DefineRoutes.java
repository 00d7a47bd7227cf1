package io.foretide.registry.versions;

import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Step;
import io.foretide.registry.log.Commands;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.PromotionPolicy;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a model forecasts, said by a person: the first upload of a data set says it otherwise. */
public final class DefineRoutes implements Api {
  private static final int CUTOFFS = 5;

  /** On a market fewer windows tell skill from luck even less. */
  private static final int MARKET_CUTOFFS = 52;

  private final Models models;
  private final Commands commands;

  public DefineRoutes(Models models, Commands commands) {
    this.models = models;
    this.commands = commands;
  }

  /** What is left out stays as it is; a new model needs dataset, step and horizon. */
  record Definition(
      @Says("Data set of the series.") Optional<String> dataset,
      @Says("ISO 8601 duration, such as P1D.") Optional<String> step,
      @Says("Step that the data is stored at; the model's unless it is said.")
          Optional<String> storageStep,
      @Says("Steps ahead.") Optional<Integer> horizon,
      @Says("Which series, by identity column or attribute.") Optional<Map<String, String>> scope,
      @Says("Kind that is trained unless another is asked for; naive unless it is said.")
          Optional<String> kind,
      @Says("Its settings.") Optional<Map<String, String>> settings,
      @Says(
              "Of bars: price, return, volatility or direction, judged against the random walk."
                  + " Empty: the series' target as it is.")
          Optional<String> task,
      @Says("better, always or manual.") Optional<String> promotion,
      @Says("Rolling cutoffs of the backtest; 5 unless it is said, 52 on a market.")
          Optional<Integer> cutoffs,
      @Says("Whether an upload asks for a run; it does unless it is said.")
          Optional<Boolean> retrainOnUpload,
      @Says("Who does it; where keys are asked for, the key's name counts instead.")
          Optional<String> who) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/models/{model}/define")
            .says("models", "Defines a model, or changes what it forecasts")
            .at(ModelAt.class)
            .reads(Definition.class)
            .status(202)
            .answers(Answer.of(ModelDefined.class), this::define));
  }

  private ModelDefined define(Call<ModelAt, Definition> call) {
    Definition body = call.body();
    Optional<ModelDefined> before =
        models.find(call.at().model()).flatMap(ModelHistory::definition);
    ModelDefined.Builder defined =
        before.map(ModelDefined::newBuilder).orElseGet(() -> fresh(body));
    body.dataset().ifPresent(defined::setDataset);
    body.step().ifPresent(text -> defined.setStep(step(text)));
    body.storageStep().ifPresent(text -> defined.setStorageStep(step(text)));
    body.horizon().ifPresent(steps -> defined.setHorizon(positive("horizon", steps)));
    body.scope().ifPresent(defined::setScope);
    body.kind().ifPresent(defined::setKind);
    body.settings().ifPresent(defined::setSettings);
    body.task().ifPresent(task -> defined.setTask(task(task)));
    body.promotion().ifPresent(word -> defined.setPromotion(promotion(word)));
    body.cutoffs().ifPresent(count -> defined.setBacktestCutoffs(positive("cutoffs", count)));
    body.retrainOnUpload().ifPresent(defined::setRetrainOnUpload);
    ModelDefined event = defined.build();
    commands.send(call.at().model(), call.caller().who(body.who()), event);
    return event;
  }

  private static ModelDefined.Builder fresh(Definition body) {
    String step = step(required("step", body.step()));
    boolean market = body.task().filter(task -> !task.isEmpty()).isPresent();
    return ModelDefined.newBuilder()
        .setDataset(required("dataset", body.dataset()))
        .setStep(step)
        .setStorageStep(step)
        .setHorizon(required("horizon", body.horizon()))
        .setLevels(Arrays.stream(Levels.published()).boxed().toList())
        .setKind("naive")
        .setPromotion(PromotionPolicy.BETTER)
        .setBacktestCutoffs(market ? MARKET_CUTOFFS : CUTOFFS);
  }

  private static <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> wrong("a new model needs " + name + ", beside dataset, step and horizon"));
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw wrong(name + " is 1 or more, not " + value);
    }
    return value;
  }

  private static String step(String text) {
    return checked(() -> Step.parse(text).toString(), "a step is such as P1D or PT1H, not " + text);
  }

  private static String task(String task) {
    if (!task.isEmpty()) {
      checked(
          () -> MarketTask.parse(task), "a task is one of " + MarketTask.ids() + ", not " + task);
    }
    return task;
  }

  private static PromotionPolicy promotion(String word) {
    return checked(
        () -> PromotionPolicy.valueOf(word.toUpperCase(Locale.ROOT)),
        "promotion is better, always or manual, not " + word);
  }

  private static <T> T checked(Supplier<T> parse, String otherwise) {
    try {
      return parse.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong(otherwise);
    }
  }

  private static CodedException wrong(String message) {
    return new CodedException("FT-1615", message);
  }
}
