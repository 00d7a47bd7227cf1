package io.foretide.standalone;

import io.foretide.runtime.ServiceConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what a service stands on: all of them may be started in any order. */
final class Neighbours {
  private static final Logger log = LoggerFactory.getLogger(Neighbours.class);
  private static final long RETRY_MILLIS = 1000;
  private static final Duration REMINDER = Duration.ofSeconds(30);

  /** What is tried until it succeeds. */
  private interface Attempt {
    void run() throws InterruptedException;
  }

  private Neighbours() {}

  /** Returns once the broker answers. */
  static void awaitBroker(ServiceConfig config) throws InterruptedException {
    // An attempt that gives up soon, so that the log soon says what is waited for.
    ServiceConfig soon =
        config.with(
            Map.of("kafka.request.timeout.ms", "5000", "kafka.default.api.timeout.ms", "5000"));
    await("the broker at " + config.get("bootstrap.servers"), () -> askBroker(soon));
  }

  /** Returns once the topics and their schemas are there; creates those that are missing. */
  static void awaitTopics(ServiceConfig config) throws InterruptedException {
    awaitBroker(config);
    await("the schema registry at " + config.get("schema.registry.url"), config::prepareTopics);
  }

  private static void askBroker(ServiceConfig config) throws InterruptedException {
    try (Admin admin = config.admin()) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no answer", e.getCause());
    }
  }

  private static void await(String whom, Attempt attempt) throws InterruptedException {
    long begun = System.nanoTime();
    Duration nextWord = Duration.ZERO;
    while (true) {
      try {
        attempt.run();
        if (!nextWord.isZero()) {
          log.info("{} answers after {} s", whom, waited(begun).toSeconds());
        }
        return;
      } catch (RuntimeException e) {
        if (waited(begun).compareTo(nextWord) >= 0) {
          log.info("waiting for {}: {}", whom, because(e));
          nextWord = waited(begun).plus(REMINDER);
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private static Duration waited(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static String because(RuntimeException e) {
    return e.getCause() == null ? e.getMessage() : e.getMessage() + " (" + e.getCause() + ")";
  }
}
