package io.foretide.registry.uploads;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Caller;
import io.foretide.runtime.rest.Says;
import io.foretide.runtime.uploads.Uploader;
import io.foretide.runtime.uploads.Uploader.Label;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes a file from a request and puts it on {@code csv.uploads}. */
public final class Receiver {
  private final Uploader uploader;
  private final long limit;

  /**
   * @param limit bytes that a file may have
   */
  public Receiver(Uploader uploader, long limit) {
    this.uploader = uploader;
    this.limit = limit;
  }

  /** What may be said of a file beside its content. */
  record File(
      @Says("Data set; told from the columns unless it is said.") Optional<String> dataset,
      @Says("Name for messages, where the body is the file itself.") Optional<String> filename,
      @Says("Who sends it; where keys are asked for, the key's name counts instead.")
          Optional<String> who) {}

  /**
   * Takes {@code file} of a form, or the body itself; answers with the upload's id.
   *
   * @throws CodedException FT-1904 if there is a form without a file
   */
  String receive(File asked, Caller caller, Context ctx) throws IOException, InterruptedException {
    UploadedFile file = ctx.isMultipartFormData() ? ctx.uploadedFile("file") : null;
    if (ctx.isMultipartFormData() && file == null) {
      throw new CodedException(
          "FT-1904", "the form has no field \"file\": curl -F file=@sales.csv …");
    }
    String name = file != null ? file.filename() : asked.filename().orElse("upload.csv");
    try (InputStream content = file != null ? file.content() : ctx.bodyInputStream()) {
      return uploader.upload(
          Label.of(name, asked.dataset(), caller.who(asked.who())), new Limited(content, limit));
    }
  }
}
