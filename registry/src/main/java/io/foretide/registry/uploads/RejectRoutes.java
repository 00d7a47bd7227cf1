package io.foretide.registry.uploads;

import io.foretide.registry.log.Csv;
import io.foretide.registry.log.LogReader;
import io.foretide.registry.uploads.Uploads.Rejects;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.topics.Topics;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** All rows of an upload that were not taken, read again from their topic. */
public final class RejectRoutes implements Api {
  private static final List<String> HEAD =
      List.of("file", "part", "line", "column", "code", "reason", "raw");

  private final Uploads uploads;
  private final LogReader log;

  public RejectRoutes(Uploads uploads, LogReader log) {
    this.uploads = uploads;
    this.log = log;
  }

  /** Names an upload. */
  record RejectsOf(@Says("Id of the upload.") String upload) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/uploads/{upload}/rejects")
            .says("uploads", "All rows of an upload that were not taken, as CSV")
            .at(RejectsOf.class)
            .streams((call, ctx) -> rejects(call.at().upload(), ctx), "text/csv"));
  }

  private void rejects(String upload, Context ctx) throws IOException {
    Optional<Rejects> where = uploads.rejects(upload);
    if (where.isEmpty()) {
      // Says so if there is no such upload at all.
      uploads.settled(upload);
    }
    ctx.contentType("text/csv; charset=utf-8");
    ctx.header("Content-Disposition", "attachment; filename=\"rejects.csv\"");
    try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
      Csv.row(out, HEAD);
      where.ifPresent(
          rejects ->
              log.read(
                  Topics.INGEST_REJECTS,
                  0,
                  rejects.from(),
                  rejects.to(),
                  record -> {
                    if (record.value().getUpload().equals(upload)) {
                      write(out, record.value());
                    }
                  }));
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
