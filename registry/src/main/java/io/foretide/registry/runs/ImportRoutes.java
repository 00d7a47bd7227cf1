package io.foretide.registry.runs;

import io.foretide.models.features.FeatureException;
import io.foretide.models.onnx.ImportException;
import io.foretide.models.onnx.ImportedGraph;
import io.foretide.models.onnx.ImportedKind;
import io.foretide.models.series.Step;
import io.foretide.registry.log.Commands;
import io.foretide.registry.versions.ModelAt;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Nothing;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files made elsewhere over HTTP: checked, stored, and handed to a trainer, which backtests and
 * publishes them as it does with what it trained itself.
 */
public final class ImportRoutes implements Api {
  private static final String FILE = "file";

  private final ArtifactStore store;
  private final Models models;
  private final Commands commands;
  private final Clock clock;

  public ImportRoutes(ArtifactStore store, Models models, Commands commands, Clock clock) {
    this.store = store;
    this.models = models;
    this.commands = commands;
    this.clock = clock;
  }

  @Says("A file that a trainer will backtest and publish.")
  record Imported(
      @Says("Id of the run.") String run,
      @Says("Digest of the file: its address in the artifact store.") String sha256) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/models/{model}/onnx")
            .says(
                "work",
                "Makes a version from an ONNX file made elsewhere: a form with the fields file,"
                    + " layout (JSON, as text or file) and, if wanted, trainedUntil, who and why")
            .at(ModelAt.class)
            .status(202)
            .consumes("multipart/form-data")
            .streams(Answer.of(Imported.class), this::publish));
  }

  private void publish(Call<ModelAt, Nothing> call, Context ctx) throws IOException {
    ModelHistory model = models.model(call.at().model());
    ModelDefined definition =
        model
            .definition()
            .orElseThrow(
                () -> new CodedException("FT-1601", model.name() + " has not been defined yet"));
    byte[] graph =
        part(ctx, FILE)
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1904",
                        "the form has no field \"file\":"
                            + " curl -F file=@model.onnx -F layout=@layout.json …"));
    String layout = layout(ctx);
    try {
      ImportedGraph.of(graph, layout, Step.parse(definition.getStep()));
    } catch (ImportException e) {
      throw new CodedException(e.code(), e.getMessage(), e);
    } catch (FeatureException e) {
      throw new CodedException(e.code(), e.problem(), e);
    }
    String sha256 = store.put(graph);
    Map<String, String> settings = new HashMap<>();
    settings.put(ImportedKind.GRAPH, sha256);
    settings.put(ImportedKind.LAYOUT, layout);
    field(ctx, ImportedKind.TRAINED_UNTIL)
        .ifPresent(day -> settings.put(ImportedKind.TRAINED_UNTIL, day));
    TrainingRequest request =
        TrainingRequest.newBuilder()
            .setModel(model.name())
            .setKind(ImportedKind.ID)
            .setSettings(settings)
            .setTrigger(TrainingTrigger.OPERATOR)
            .setCause(field(ctx, "why").orElse("a file made elsewhere"))
            .setRequestedBy(call.caller().who(field(ctx, "who")))
            .setRequestedAt(clock.instant())
            .build();
    ctx.status(202)
        .contentType("application/json")
        .result(Json.bytes(new Imported(commands.train(request), sha256)));
  }

  private static String layout(Context ctx) throws IOException {
    return part(ctx, ImportedKind.LAYOUT)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .or(() -> field(ctx, ImportedKind.LAYOUT))
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-2431",
                    "say what the graph reads in the field \"layout\":"
                        + " {\"contextLength\": 60, \"horizon\": 28}"));
  }

  private static Optional<String> field(Context ctx, String name) {
    return Optional.ofNullable(ctx.formParam(name));
  }

  private static Optional<byte[]> part(Context ctx, String name) throws IOException {
    UploadedFile file = ctx.isMultipartFormData() ? ctx.uploadedFile(name) : null;
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream content = file.content()) {
      return Optional.of(content.readAllBytes());
    }
  }
}
