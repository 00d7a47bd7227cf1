package io.foretide.registry.artifacts;

import io.javalin.http.Context;

/** A picture as an answer. */
final class SvgAnswer {
  static final String TYPE = "image/svg+xml";

  private SvgAnswer() {}

  /** A picture may have a style of its own, and nothing else: no script, no other file. */
  static void write(Context ctx, String svg) {
    ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    ctx.contentType(TYPE + "; charset=utf-8").result(svg);
  }
}
