package io.foretide.registry.runs;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends runs' events to those who watch. A watcher costs no thread while nothing happens, and a
 * slow one holds up at most one of a few writers, never the replay.
 */
public final class RunFeed implements AutoCloseable {
  private static final int WRITERS = 8;

  private final Runs runs;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS, RunFeed::thread);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(RunFeed::thread);

  /**
   * @param keepAlive how often a watcher is told that the registry is still there
   */
  public RunFeed(Runs runs, Duration keepAlive) {
    this.runs = runs;
    runs.onChange(this::changed);
    clock.scheduleWithFixedDelay(
        () -> watchers.forEach(Watcher::keepAlive),
        keepAlive.toMillis(),
        keepAlive.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Sends the run's events as they come and closes the client after the last.
   *
   * @param lastSeen number of the last event that the client has; what is none of this run's
   *     numbers means that it has none
   * @param result whether the run's end is sent once more, as event {@code result}
   */
  public void watch(String run, SseClient client, int lastSeen, boolean result) {
    Watcher watcher = new Watcher(runs, run, client, lastSeen, result, writers);
    client.onClose(() -> watchers.remove(watcher));
    client.keepAlive();
    watchers.add(watcher);
    watcher.wake();
  }

  int watchers() {
    return watchers.size();
  }

  private void changed(String run) {
    for (Watcher watcher : watchers) {
      if (watcher.run().equals(run)) {
        watcher.wake();
      }
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "run-feed");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    watchers.forEach(Watcher::end);
    clock.shutdownNow();
    writers.shutdownNow();
  }
}
