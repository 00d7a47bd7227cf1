package io.foretide.registry.uploads;

import io.foretide.registry.log.Changes;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Files in over HTTP, for people without a Kafka client, and the receipts of all uploads. */
public final class UploadRoutes implements Api {
  static final Duration RECEIPT_WITHIN = Duration.ofMinutes(10);
  private static final String TAG = "uploads";

  private final Uploads uploads;
  private final Receiver receiver;
  private final Changes changes;

  public UploadRoutes(Uploads uploads, Receiver receiver, Changes changes) {
    this.uploads = uploads;
    this.receiver = receiver;
    this.changes = changes;
  }

  /** How a file is to be taken. */
  record Sent(
      Receiver.File file,
      @Says(value = "Answer only when there is a receipt.", name = "wait", otherwise = "false")
          boolean patient) {}

  /** Names an upload. */
  record UploadAt(@Says("Id of the upload.") String upload) {}

  @Says("An upload that is under way.")
  record UploadId(@Says("Its id.") String upload) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/uploads")
            .says(TAG, "Takes a CSV file: 202 and its id, or with wait=true the receipt")
            .at(Sent.class)
            .status(202)
            .consumes("multipart/form-data", "text/csv")
            .streams(
                Answer.of(UploadId.class), (call, ctx) -> upload(call.at(), call.caller(), ctx)),
        Route.get("/uploads")
            .says(TAG, "Receipts, newest first")
            .at(Paging.class)
            .answers(Answer.page(IngestReceipt.class), call -> call.at().of(uploads.all())),
        Route.get("/uploads/{upload}")
            .says(TAG, "An upload's receipt and its first rejects")
            .at(UploadAt.class)
            .answers(Answer.of(UploadView.class), call -> view(call.at().upload())));
  }

  private void upload(Sent asked, Caller caller, Context ctx)
      throws IOException, InterruptedException {
    String upload = receiver.receive(asked.file(), caller, ctx);
    ctx.header("Location", "/uploads/" + upload).contentType("application/json");
    if (asked.patient()) {
      IngestReceipt receipt =
          changes
              .await(RECEIPT_WITHIN, () -> uploads.receipt(upload))
              .orElseThrow(() -> late(upload));
      ctx.status(receipt.getStatus() == ReceiptStatus.ACCEPTED ? 200 : 422)
          .result(Json.bytes(view(upload)));
    } else {
      ctx.status(202).result(Json.bytes(new UploadId(upload)));
    }
  }

  private UploadView view(String upload) {
    IngestReceipt receipt = uploads.settled(upload);
    return new UploadView(upload, receipt, uploads.firstRejects(upload));
  }

  static CodedException late(String upload) {
    return new CodedException(
        "FT-1906",
        "no receipt for upload "
            + upload
            + " within "
            + RECEIPT_WITHIN.toMinutes()
            + " minutes; is ingest running?");
  }
}
