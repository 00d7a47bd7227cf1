package io.foretide.runtime.http;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;

/**
 * How much a request may bring, and how slowly.
 *
 * @param uploadBytes of a file; JSON has a limit of its own
 * @param bytesPerSecond a body that comes slower holds a connection for nothing
 */
record Limits(long uploadBytes, long bytesPerSecond) {
  static final Limits DEFAULT = new Limits(1L << 30, 1000);

  static Limits of(ServiceConfig config) {
    return new Limits(
        config.getLong("upload.max.bytes", DEFAULT.uploadBytes()),
        config.getLong("http.min.rate", DEFAULT.bytesPerSecond()));
  }

  void apply(JavalinConfig config) {
    config.http.maxRequestSize = uploadBytes;
    config.jetty.multipartConfig.maxTotalRequestSize(uploadBytes, SizeUnit.BYTES);
    config.jetty.multipartConfig.maxFileSize(uploadBytes, SizeUnit.BYTES);
    config.jetty.modifyServer(jetty -> jetty.setHandler(new SlowBodies(bytesPerSecond)));
    config.routes.before(this::check);
  }

  /** Refuses by what the request says of itself, before anything is read. */
  private void check(Context ctx) {
    long length = ctx.req().getContentLengthLong();
    if (length > uploadBytes) {
      throw new CodedException(
          "FT-1910",
          "%d bytes are more than upload.max.bytes=%d; send the file in parts, as foretide push does"
              .formatted(length, uploadBytes));
    }
  }
}
