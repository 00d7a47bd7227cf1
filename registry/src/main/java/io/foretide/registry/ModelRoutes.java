package io.foretide.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.AvroJson;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.Routes;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.SearchTrial;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import io.foretide.schemas.VersionPublished;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Models, kinds, versions and aliases over HTTP, and the requests that change them. */
final class ModelRoutes implements Routes {
  private final RegistryState state;
  private final Commands commands;
  private final Clock clock;

  ModelRoutes(RegistryState state, Commands commands, Clock clock) {
    this.state = state;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * {@code POST /models/train}. Everything but the model may be left out.
   *
   * @param search makes the run a trial: it is scored, and makes no version
   * @param rung of that search, from 1
   */
  record Train(
      String model,
      String kind,
      Map<String, String> settings,
      Map<String, String> scope,
      Long seed,
      String who,
      String cause,
      String search,
      Integer rung) {}

  /** {@code POST /models/{model}/promote}; a rollback needs no version. */
  record Move(Integer version, String alias, String who, String why) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/kinds", ctx -> ctx.json(AvroJson.of(state.kinds())));
    routes.get("/kinds/{kind}", ctx -> ctx.json(AvroJson.of(state.kind(ctx.pathParam("kind")))));
    routes.get(
        "/models", ctx -> ctx.json(state.models().stream().map(ModelRoutes::summary).toList()));
    routes.get("/models/deployed", ctx -> ctx.json(AvroJson.of(state.deployments())));
    routes.post("/models/train", this::train);
    routes.get("/models/{model}", ctx -> ctx.json(summary(model(ctx))));
    routes.get("/models/{model}/versions", ctx -> ctx.json(AvroJson.of(model(ctx).versions())));
    routes.get(
        "/models/{model}/versions/{version}",
        ctx ->
            ctx.json(
                AvroJson.of(
                    model(ctx).servable(ctx.pathParamAsClass("version", Integer.class).get()))));
    routes.get("/models/{model}/events", ctx -> ctx.json(AvroJson.of(model(ctx).events())));
    routes.post("/models/{model}/promote", this::promote);
    routes.post("/models/{model}/rollback", this::rollback);
  }

  private ModelHistory model(Context ctx) {
    return state.model(ctx.pathParam("model"));
  }

  private void train(Context ctx) {
    Train asked = ctx.bodyAsClass(Train.class);
    if (asked.model() == null || asked.model().isBlank()) {
      throw new CodedException("FT-1607", "say which model to train: {\"model\": \"sales\"}");
    }
    state.model(asked.model());
    TrainingRequest.Builder request =
        TrainingRequest.newBuilder()
            .setModel(asked.model())
            .setKind(asked.kind())
            .setSettings(Optional.ofNullable(asked.settings()).orElse(Map.of()))
            .setScope(Optional.ofNullable(asked.scope()).orElse(Map.of()))
            .setTrigger(TrainingTrigger.OPERATOR)
            .setCause(Optional.ofNullable(asked.cause()).orElse("asked for over HTTP"))
            .setRequestedBy(who(asked.who()))
            .setRequestedAt(clock.instant());
    if (asked.kind() != null) {
      state.kind(asked.kind());
    }
    if (asked.search() != null) {
      int rung = Optional.ofNullable(asked.rung()).orElse(1);
      request.setTrial(new SearchTrial(asked.search(), rung));
    }
    if (asked.seed() != null) {
      request.setSeed(asked.seed());
    }
    ctx.status(202).json(Map.of("run", commands.train(request.build())));
  }

  private void promote(Context ctx) {
    Move asked = ctx.bodyAsClass(Move.class);
    ModelHistory model = model(ctx);
    if (asked.version() == null) {
      throw new CodedException(
          "FT-1608",
          "say which version to promote: {\"version\": 3}; model "
              + model.name()
              + " has "
              + model.versions().stream().map(VersionPublished::getVersion).toList());
    }
    model.servable(asked.version());
    String alias = Optional.ofNullable(asked.alias()).orElse(ModelHistory.CHAMPION);
    String why = Optional.ofNullable(asked.why()).orElse("promoted by hand");
    ctx.status(202)
        .json(AvroJson.of(commands.move(model, alias, asked.version(), who(asked.who()), why)));
  }

  private void rollback(Context ctx) {
    Move asked =
        ctx.body().isBlank() ? new Move(null, null, null, null) : ctx.bodyAsClass(Move.class);
    ModelHistory model = model(ctx);
    int previous = model.previousChampion();
    String why = Optional.ofNullable(asked.why()).orElse("rolled back by hand");
    AliasMoved moved = commands.move(model, ModelHistory.CHAMPION, previous, who(asked.who()), why);
    ctx.status(202).json(AvroJson.of(moved));
  }

  private static ObjectNode summary(ModelHistory model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("model", model.name());
    model
        .definition()
        .ifPresent((ModelDefined definition) -> node.set("definition", AvroJson.of(definition)));
    ObjectNode aliases = node.putObject("aliases");
    model.aliases().forEach(aliases::put);
    node.put("versions", model.versions().size());
    return node;
  }

  private static String who(String given) {
    return given == null || given.isBlank() ? "anonymous over HTTP" : given;
  }
}
