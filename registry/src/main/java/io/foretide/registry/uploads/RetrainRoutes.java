package io.foretide.registry.uploads;

import io.foretide.registry.log.Changes;
import io.foretide.registry.log.Commands;
import io.foretide.registry.runs.RunFeed;
import io.foretide.registry.runs.Runs;
import io.foretide.registry.runs.Sse;
import io.foretide.registry.versions.Models;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.ApiError;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.TrainingTrigger;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole way from file to new version in one call. */
public final class RetrainRoutes implements Api {
  /**
   * How long the retrain policy gets to ask for a run by itself (it waits for more uploads first).
   */
  private static final Duration POLICY_WITHIN = Duration.ofSeconds(10);

  private final Uploads uploads;
  private final Receiver receiver;
  private final Runs runs;
  private final RunFeed feed;
  private final Models models;
  private final Commands commands;
  private final Changes changes;
  private final Clock clock;

  /** What a retrain stands on. */
  public record Neighbours(
      Uploads uploads, Runs runs, RunFeed feed, Models models, Commands commands) {}

  public RetrainRoutes(Neighbours around, Receiver receiver, Changes changes, Clock clock) {
    this.uploads = around.uploads();
    this.runs = around.runs();
    this.feed = around.feed();
    this.models = around.models();
    this.commands = around.commands();
    this.receiver = receiver;
    this.changes = changes;
    this.clock = clock;
  }

  @Says("The run that came of the upload.")
  private record RunEvent(String run) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/retrain")
            .says(
                "work",
                "Takes a CSV file and answers with events: receipt, run, progress ..., and at last"
                    + " result or error")
            .at(Receiver.File.class)
            .consumes("multipart/form-data", "text/csv")
            .streams((call, ctx) -> retrain(call.at(), call.caller(), ctx), "text/event-stream"));
  }

  private void retrain(Receiver.File file, Caller caller, Context ctx)
      throws IOException, InterruptedException {
    String upload = receiver.receive(file, caller, ctx);
    SseClient client = Sse.open(ctx);
    try {
      follow(client, upload, caller.who(file.who()));
    } catch (CodedException e) {
      // The answer has begun, so the failure travels as its last event.
      Sse.send(client, "error", new ApiError(e.code(), e.getMessage()));
    }
  }

  private void follow(SseClient client, String upload, String who) throws InterruptedException {
    IngestReceipt receipt =
        changes
            .await(UploadRoutes.RECEIPT_WITHIN, () -> uploads.receipt(upload))
            .orElseThrow(() -> UploadRoutes.late(upload));
    Sse.send(client, "receipt", new UploadView(upload, receipt, uploads.firstRejects(upload)));
    if (receipt.getStatus() != ReceiptStatus.ACCEPTED) {
      throw new CodedException(String.valueOf(receipt.getCode()), receipt.getMessage());
    }
    Optional<String> asked = changes.await(POLICY_WITHIN, () -> runs.runFor(upload));
    String run = asked.orElseGet(() -> commands.train(request(receipt, who)));
    Sse.send(client, "run", new RunEvent(run));
    feed.watch(run, client, -1, true);
  }

  /** Where the policy saw no reason to retrain, the caller's wish is one. */
  private TrainingRequest request(IngestReceipt receipt, String who) {
    return TrainingRequest.newBuilder()
        .setModel(models.model(receipt.getDataset()).name())
        .setSettings(Map.of())
        .setScope(Map.of())
        .setTrigger(TrainingTrigger.OPERATOR)
        .setCause(receipt.getUpload())
        .setRequestedBy(who)
        .setRequestedAt(clock.instant())
        .build();
  }
}
