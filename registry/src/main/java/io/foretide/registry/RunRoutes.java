package io.foretide.registry;

import io.foretide.runtime.AvroJson;
import io.foretide.runtime.Routes;
import io.foretide.schemas.TrainingProgress;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs over HTTP: where they stand, their events as they come, and how to stop one. */
final class RunRoutes implements Routes {
  private static final long KEEP_ALIVE_MILLIS = 10_000;

  private final RegistryState state;
  private final Commands commands;

  RunRoutes(RegistryState state, Commands commands) {
    this.state = state;
    this.commands = commands;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/models/training", ctx -> ctx.json(AvroJson.of(state.latestOfAllRuns())));
    routes.get(
        "/models/training-status/{run}",
        ctx -> ctx.json(AvroJson.of(state.run(ctx.pathParam("run")).latest())));
    routes.delete("/models/training/{run}", this::cancel);
    routes.sse("/models/training/{run}/events", this::events);
  }

  private void cancel(Context ctx) {
    String run = ctx.pathParam("run");
    commands.cancel(
        run,
        Optional.ofNullable(ctx.queryParam("who")).orElse("anonymous over HTTP"),
        Optional.ofNullable(ctx.queryParam("why")).orElse("cancelled by hand"));
    ctx.status(202).json(Map.of("run", run));
  }

  private void events(SseClient client) {
    try {
      stream(client, client.ctx().pathParam("run"), lastSeen(client) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  /**
   * Events are numbered from 0 within their run, so a client that was cut off goes on where it was.
   */
  private static int lastSeen(SseClient client) {
    String id = client.ctx().header("Last-Event-ID");
    return id != null && id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1;
  }

  /**
   * Sends a run's events from number {@code from} to its end, waiting for each; returns the last,
   * if it came to an end.
   */
  Optional<TrainingProgress> stream(SseClient client, String runId, int from)
      throws InterruptedException {
    int next = from;
    while (!client.terminated()) {
      Optional<Run> run = state.findRun(runId);
      if (run.isEmpty()) {
        client.sendComment("waiting for a trainer to take " + runId);
        Thread.sleep(500);
        continue;
      }
      run.get().await(next, KEEP_ALIVE_MILLIS);
      List<TrainingProgress> fresh = run.get().since(next);
      if (fresh.isEmpty()) {
        client.sendComment("still there");
      }
      for (TrainingProgress event : fresh) {
        client.sendEvent("progress", AvroJson.of(event), Integer.toString(next++));
        if (Run.ended(event)) {
          return Optional.of(event);
        }
      }
    }
    return Optional.empty();
  }
}
