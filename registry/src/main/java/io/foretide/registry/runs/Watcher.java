package io.foretide.registry.runs;

import io.foretide.runtime.rest.Json;
import io.foretide.schemas.TrainingProgress;
import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who watches a run. Events are numbered from 0 within their run, so a client that was cut off
 * goes on where it was.
 */
final class Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final Runs runs;
  private final String run;
  private final SseClient client;
  private final boolean result;
  private final Executor writers;
  private int next;
  private boolean busy;
  private boolean again;
  private boolean silent;

  Watcher(Runs runs, String run, SseClient client, int lastSeen, boolean result, Executor writers) {
    this.runs = runs;
    this.run = run;
    this.client = client;
    this.result = result;
    this.writers = writers;
    this.next = lastSeen + 1;
  }

  String run() {
    return run;
  }

  /** There may be something to send. At most one writer works for a watcher at a time. */
  void wake() {
    synchronized (this) {
      again = true;
      if (busy) {
        return;
      }
      busy = true;
    }
    writers.execute(this::write);
  }

  /** Says that it is still there, through the one writer: two at once break the connection. */
  void keepAlive() {
    synchronized (this) {
      silent = true;
    }
    wake();
  }

  void end() {
    client.close();
  }

  private void write() {
    try {
      while (more()) {
        if (wasSilent()) {
          client.sendComment("still there");
        }
        sendFresh();
      }
    } catch (RuntimeException e) {
      // A client that is cut off asks again from where it was; one that is forgotten waits for
      // ever.
      LOG.warn("a watcher of {} is cut off", run, e);
      client.close();
    }
  }

  private synchronized boolean wasSilent() {
    boolean was = silent;
    silent = false;
    return was;
  }

  private synchronized boolean more() {
    busy = again && !client.terminated();
    again = false;
    return busy;
  }

  private void sendFresh() {
    Optional<Run> found = runs.find(run);
    if (found.isEmpty() || found.get().latest().isEmpty()) {
      client.sendComment("waiting for a trainer to take " + run);
      return;
    }
    if (next > found.get().size()) {
      next = 0;
    }
    for (TrainingProgress event : found.get().since(next)) {
      if (client.terminated()) {
        return;
      }
      client.sendEvent("progress", json(event), Integer.toString(next++));
    }
    // What came meanwhile has woken this watcher again.
    found
        .get()
        .latest()
        .filter(Run::ended)
        .filter(e -> next >= found.get().size())
        .ifPresent(this::finish);
  }

  private void finish(TrainingProgress last) {
    if (result) {
      client.sendEvent("result", json(last));
    }
    client.close();
  }

  private static String json(TrainingProgress event) {
    return new String(Json.bytes(event), StandardCharsets.UTF_8);
  }
}
