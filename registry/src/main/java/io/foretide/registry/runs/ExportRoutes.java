package io.foretide.registry.runs;

import io.foretide.registry.catalogue.Kinds;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Runs to take away, and kinds by what their runs showed. */
public final class ExportRoutes implements Api {
  private static final String TAG = "runs";

  private final Models models;
  private final RunSearch search;
  private final Performances performances;

  public ExportRoutes(Runs runs, Models models, Kinds kinds) {
    this.models = models;
    this.search = new RunSearch(runs, models);
    this.performances = new Performances(kinds, models, search);
  }

  /** How runs are written. */
  enum Format {
    CSV,
    JSON
  }

  /** Which runs are wanted, and how. */
  record Wanted(
      RunFilter filter, @Says(value = "How they are written.", otherwise = "csv") Format format) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/runs/export")
            .says(TAG, "All runs that pass the filter, as a file")
            .at(Wanted.class)
            .streams(Answer.list(RunView.class), (call, ctx) -> export(call.at(), ctx), "text/csv"),
        Route.get("/runs/kinds")
            .says(TAG, "Every kind with what its runs showed since the last reset, or not trained")
            .at(RunFilter.class)
            .answers(
                Answer.list(Performances.Performance.class), call -> performances.of(call.at())));
  }

  private void export(Wanted wanted, Context ctx) throws IOException {
    List<RunView> runs =
        search.find(wanted.filter()).stream().map(run -> RunView.of(run, models)).toList();
    String name = "runs." + wanted.format().name().toLowerCase(Locale.ROOT);
    ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    if (wanted.format() == Format.JSON) {
      ctx.contentType("application/json").result(Json.bytes(runs));
      return;
    }
    ctx.contentType("text/csv; charset=utf-8");
    try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
      RunCsv.write(runs, out);
    }
  }
}
