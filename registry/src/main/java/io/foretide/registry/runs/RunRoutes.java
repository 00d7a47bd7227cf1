package io.foretide.registry.runs;

import io.foretide.registry.versions.Models;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Page;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.TrainingProgress;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Runs over HTTP: where they stand, and their events as they come. */
public final class RunRoutes implements Api {
  private static final String TAG = "runs";

  private final Runs runs;
  private final Models models;
  private final RunFeed feed;
  private final RunSearch search;

  public RunRoutes(Runs runs, Models models, RunFeed feed) {
    this.runs = runs;
    this.models = models;
    this.feed = feed;
    this.search = new RunSearch(runs, models);
  }

  /** Names a run. */
  record RunAt(@Says("Id of the run.") String run) {}

  /** Names a run, and a part of its events. */
  record Events(@Says("Id of the run.") String run, Paging paging) {}

  /** Which runs are wanted. */
  record Wanted(RunFilter filter, Paging paging) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/runs")
            .says(TAG, "Runs, newest first")
            .at(Wanted.class)
            .answers(Answer.page(RunView.class), call -> list(call.at())),
        Route.get("/runs/{run}")
            .says(TAG, "A run")
            .at(RunAt.class)
            .answers(Answer.of(RunView.class), call -> view(call.at())),
        Route.get("/runs/{run}/progress")
            .says(TAG, "A run's events so far, from the first")
            .at(Events.class)
            .answers(
                Answer.page(TrainingProgress.class),
                call -> call.at().paging().of(runs.run(call.at().run()).since(0))),
        Route.get("/models/training")
            .says(TAG, "The same as /runs")
            .at(Wanted.class)
            .answers(Answer.page(RunView.class), call -> list(call.at())),
        Route.get("/models/training-status/{run}")
            .says(TAG, "A run")
            .at(RunAt.class)
            .answers(Answer.of(RunView.class), call -> view(call.at())),
        Route.get("/models/training/{run}/events")
            .says(
                TAG,
                "A run's events as they come, to its end; goes on after the header Last-Event-ID")
            .at(RunAt.class)
            .streams((call, ctx) -> events(call.at().run(), ctx), "text/event-stream"));
  }

  private Page<RunView> list(Wanted wanted) {
    return wanted.paging().of(search.find(wanted.filter()), run -> RunView.of(run, models));
  }

  private RunView view(RunAt at) {
    return RunView.of(runs.run(at.run()), models);
  }

  private void events(String run, Context ctx) throws IOException {
    Runs.checkName(run);
    feed.watch(run, Sse.open(ctx), Sse.lastSeen(ctx), false);
  }
}
