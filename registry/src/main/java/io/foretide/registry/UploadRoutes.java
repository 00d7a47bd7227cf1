package io.foretide.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.runtime.AvroJson;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.Routes;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Files in over HTTP, for people without a Kafka client; and the whole way from file to new version
 * in one call.
 */
final class UploadRoutes implements Routes {
  private static final Duration RECEIPT_WITHIN = Duration.ofMinutes(10);

  /**
   * How long the retrain policy gets to ask for a run by itself (it waits for more uploads first).
   */
  private static final Duration POLICY_WITHIN = Duration.ofSeconds(10);

  private final RegistryState state;
  private final Commands commands;
  private final Uploader uploader;
  private final RunRoutes runs;
  private final Clock clock;

  UploadRoutes(
      RegistryState state, Commands commands, Uploader uploader, RunRoutes runs, Clock clock) {
    this.state = state;
    this.commands = commands;
    this.uploader = uploader;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/uploads", this::upload);
    routes.get("/uploads/{id}", this::receipt);
    routes.post("/retrain", this::retrain);
  }

  /**
   * Takes {@code file} of a form, or the body itself. {@code ?wait=true} answers with the receipt.
   */
  private void upload(Context ctx) throws IOException, InterruptedException {
    String upload = send(ctx);
    if (Boolean.parseBoolean(ctx.queryParam("wait"))) {
      IngestReceipt receipt =
          await(RECEIPT_WITHIN, () -> state.receipt(upload)).orElseThrow(() -> late(upload));
      ctx.status(receipt.getStatus() == ReceiptStatus.ACCEPTED ? 200 : 422)
          .json(withRejects(receipt));
    } else {
      ctx.status(202).header("Location", "/uploads/" + upload).json(Map.of("upload", upload));
    }
  }

  private void receipt(Context ctx) {
    String upload = ctx.pathParam("id");
    ctx.json(
        withRejects(
            state
                .receipt(upload)
                .orElseThrow(
                    () ->
                        new CodedException(
                            "FT-1903",
                            "there is no receipt for upload "
                                + upload
                                + " yet; ask again, or see the topic ingest.receipts"))));
  }

  private String send(Context ctx) throws IOException, InterruptedException {
    Optional<String> dataset = Optional.ofNullable(ctx.queryParam("dataset"));
    UploadedFile file = ctx.isMultipartFormData() ? ctx.uploadedFile("file") : null;
    if (ctx.isMultipartFormData() && file == null) {
      throw new CodedException(
          "FT-1904", "the form has no field \"file\": curl -F file=@sales.csv …");
    }
    String name =
        file != null
            ? file.filename()
            : Optional.ofNullable(ctx.queryParam("filename")).orElse("upload.csv");
    try (InputStream content = file != null ? file.content() : ctx.bodyInputStream()) {
      return uploader.upload(name, dataset, content);
    }
  }

  /**
   * Uploads, waits for the receipt, and follows the run that comes of it: server-sent events {@code
   * receipt}, {@code progress} … and at last {@code result}, or {@code error}.
   */
  private void retrain(Context ctx) throws IOException, InterruptedException {
    String upload = send(ctx);
    ctx.contentType("text/event-stream").header("Cache-Control", "no-cache");
    SseClient client = new SseClient(ctx);
    try {
      follow(client, upload);
    } catch (CodedException e) {
      // The answer has begun, so the failure travels as its last event.
      client.sendEvent("error", Map.of("code", e.code(), "message", e.getMessage()));
    }
  }

  private void follow(SseClient client, String upload) throws InterruptedException {
    IngestReceipt receipt =
        await(RECEIPT_WITHIN, () -> state.receipt(upload)).orElseThrow(() -> late(upload));
    client.sendEvent("receipt", withRejects(receipt));
    if (receipt.getStatus() != ReceiptStatus.ACCEPTED) {
      client.sendEvent(
          "error",
          Map.of("code", String.valueOf(receipt.getCode()), "message", receipt.getMessage()));
      return;
    }
    Optional<String> run = await(POLICY_WITHIN, () -> state.runFor(upload));
    if (run.isEmpty()) {
      run = Optional.of(commands.train(request(receipt)));
    }
    client.sendEvent("run", Map.of("run", run.get()));
    Optional<TrainingProgress> end = runs.stream(client, run.get(), 0);
    if (end.isPresent()) {
      client.sendEvent("result", AvroJson.of(end.get()));
    }
  }

  /** Where the policy saw no reason to retrain, the caller's wish is one. */
  private TrainingRequest request(IngestReceipt receipt) {
    return TrainingRequest.newBuilder()
        .setModel(state.model(receipt.getDataset()).name())
        .setSettings(Map.of())
        .setScope(Map.of())
        .setTrigger(TrainingTrigger.OPERATOR)
        .setCause(receipt.getUpload())
        .setRequestedBy("POST /retrain")
        .setRequestedAt(clock.instant())
        .build();
  }

  private ObjectNode withRejects(IngestReceipt receipt) {
    ObjectNode node = AvroJson.of(receipt);
    node.set("firstRejects", AvroJson.of(state.rejects(receipt.getUpload())));
    return node;
  }

  private static CodedException late(String upload) {
    return new CodedException(
        "FT-1906",
        "no receipt for upload "
            + upload
            + " within "
            + RECEIPT_WITHIN.toMinutes()
            + " minutes; is ingest running?");
  }

  private <T> Optional<T> await(Duration atMost, Supplier<Optional<T>> source)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(atMost);
    Optional<T> found = source.get();
    while (found.isEmpty() && clock.instant().isBefore(deadline)) {
      Thread.sleep(25);
      found = source.get();
    }
    return found;
  }
}
