package io.foretide.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.AvroJson;
import io.foretide.runtime.Routes;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** Searches for settings over HTTP: every trial beside what came of it. */
final class SearchRoutes implements Routes {
  private final RegistryState state;

  SearchRoutes(RegistryState state) {
    this.state = state;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/searches", ctx -> ctx.json(summaries()));
    routes.get(
        "/searches/{search}", ctx -> ctx.json(search(state.search(ctx.pathParam("search")))));
  }

  private ArrayNode summaries() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Search search : state.searches()) {
      ObjectNode node = search(search);
      node.remove("trials");
      all.add(node);
    }
    return all;
  }

  private ObjectNode search(Search search) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("search", search.id());
    node.put("model", search.trials().get(0).request().getModel());
    int ended = 0;
    ArrayNode trials = JsonNodeFactory.instance.arrayNode();
    for (Search.Trial trial : search.trials()) {
      Optional<Run> run = state.findRun(trial.run());
      ended += run.map(Run::latest).filter(Run::ended).isPresent() ? 1 : 0;
      trials.add(trial(trials.size() + 1, trial, run));
    }
    node.put("asked", trials.size()).put("ended", ended).set("trials", trials);
    return node;
  }

  private static ObjectNode trial(int number, Search.Trial trial, Optional<Run> run) {
    TrainingRequest request = trial.request();
    ObjectNode asked = AvroJson.of(request);
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("trial", number)
            .put("run", trial.run())
            .put("rung", request.getTrial().getRung())
            .put("kind", request.getKind())
            .put("seed", request.getSeed());
    node.set("settings", asked.get("settings"));
    if (run.isEmpty()) {
      return node.put("stage", "WAITING").put("percent", 0);
    }
    TrainingProgress latest = run.get().latest();
    node.put("stage", latest.getStage().name())
        .put("percent", latest.getPercent())
        .put("trainer", latest.getTrainer())
        .put("seconds", run.get().lasted().toMillis() / 1000.0)
        .put("code", latest.getCode())
        .put("message", latest.getMessage());
    node.set("metrics", AvroJson.of(latest).get("metrics"));
    return node;
  }
}
