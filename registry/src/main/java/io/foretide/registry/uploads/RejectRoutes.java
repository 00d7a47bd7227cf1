package io.foretide.registry.uploads;

import io.foretide.registry.log.Csv;
import io.foretide.registry.log.LogReader;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Call;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.runtime.uploads.Uploader.Label;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.topics.Topics;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All rows of an upload that were not taken, read again from their topic, and sent again. */
public final class RejectRoutes implements Api {
  private static final List<String> HEAD =
      List.of("file", "part", "line", "column", "code", "reason", "raw");

  private final Uploads uploads;
  private final LogReader log;
  private final Uploader uploader;

  public RejectRoutes(Uploads uploads, LogReader log, Uploader uploader) {
    this.uploads = uploads;
    this.log = log;
    this.uploader = uploader;
  }

  /** Names an upload. */
  record RejectsOf(@Says("Id of the upload.") String upload) {}

  /** Rows that are sent again. */
  record Redrive(
      @Says("Header line of the rows, as the file had it: date,product_id,sales.")
          Optional<String> columns,
      @Says("The rows, corrected; as they were rejected unless they are said.")
          Optional<List<String>> rows,
      @Says("Who sends them; where keys are asked for, the key's name counts instead.")
          Optional<String> who) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.post("/uploads/{upload}/redrive")
            .says("uploads", "Sends rejected rows again to csv.uploads, as a file of their own")
            .at(RejectsOf.class)
            .reads(Redrive.class)
            .status(202)
            .answers(Answer.of(UploadRoutes.UploadId.class), this::redrive),
        Route.get("/uploads/{upload}/rejects")
            .says("uploads", "All rows of an upload that were not taken, as CSV")
            .at(RejectsOf.class)
            .streams((call, ctx) -> rejects(call.at().upload(), ctx), "text/csv"));
  }

  private UploadRoutes.UploadId redrive(Call<RejectsOf, Redrive> call)
      throws IOException, InterruptedException {
    String upload = call.at().upload();
    IngestReceipt receipt = uploads.settled(upload);
    if (receipt.getStatus() != ReceiptStatus.ACCEPTED) {
      throw new CodedException(
          "FT-1913", "upload %s was refused as a whole; send the file again".formatted(upload));
    }
    String columns =
        call.body()
            .columns()
            .filter(line -> !line.isBlank())
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1913",
                        "say columns, the header line of the rows: {\"columns\": \"date,product_id,sales\"}"));
    List<String> rows = call.body().rows().orElseGet(() -> rawRows(upload));
    if (rows.isEmpty()) {
      throw new CodedException("FT-1913", "upload " + upload + " has no rows to send again");
    }
    String content = columns.strip() + '\n' + String.join("\n", rows) + '\n';
    return new UploadRoutes.UploadId(
        uploader.upload(
            new Label(
                "redrive-" + receipt.getFile(),
                Optional.ofNullable(receipt.getDataset()),
                Optional.of(call.caller().who(call.body().who())),
                Optional.of(upload)),
            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8))));
  }

  private List<String> rawRows(String upload) {
    List<String> rows = new ArrayList<>();
    each(upload, reject -> rows.add(reject.getRaw()));
    return rows;
  }

  private void each(String upload, Consumer<IngestReject> work) {
    uploads
        .rejects(upload)
        .ifPresent(
            rejects ->
                log.read(
                    Topics.INGEST_REJECTS,
                    0,
                    rejects.from(),
                    rejects.to(),
                    record -> {
                      if (record.value().getUpload().equals(upload)) {
                        work.accept(record.value());
                      }
                    }));
  }

  private void rejects(String upload, Context ctx) throws IOException {
    if (uploads.rejects(upload).isEmpty()) {
      // Says so if there is no such upload at all.
      uploads.settled(upload);
    }
    ctx.contentType("text/csv; charset=utf-8");
    ctx.header("Content-Disposition", "attachment; filename=\"rejects.csv\"");
    try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
      Csv.row(out, HEAD);
      each(upload, reject -> write(out, reject));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Writer out, IngestReject reject) {
    try {
      Csv.row(
          out,
          List.of(
              reject.getFile(),
              reject.getPart(),
              reject.getLine(),
              Optional.ofNullable(reject.getColumn()).orElse(""),
              reject.getCode(),
              reject.getReason(),
              reject.getRaw()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
