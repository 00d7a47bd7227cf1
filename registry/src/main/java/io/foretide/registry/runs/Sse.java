package io.foretide.registry.runs;

import io.foretide.runtime.rest.Json;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Server-sent events. */
public final class Sse {
  private Sse() {}

  /** Begins the answer at once, so that the client knows it is connected. */
  public static SseClient open(Context ctx) throws IOException {
    ctx.contentType("text/event-stream").header("Cache-Control", "no-cache");
    // A proxy that buffers would hold back what is meant to be seen as it happens.
    ctx.header("X-Accel-Buffering", "no");
    ctx.res().setCharacterEncoding("UTF-8");
    ctx.res().flushBuffer();
    return new SseClient(ctx);
  }

  /** Number of the last event that a client says it has; -1 if it says none that could be one. */
  public static int lastSeen(Context ctx) {
    String id = ctx.header("Last-Event-ID");
    return id != null && id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1;
  }

  /** Sends a record as JSON. */
  public static void send(SseClient client, String event, Object value) {
    client.sendEvent(event, new String(Json.bytes(value), StandardCharsets.UTF_8));
  }
}
