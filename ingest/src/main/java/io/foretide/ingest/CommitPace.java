package io.foretide.ingest;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * When a stage asks for a commit. Each stage sees only what the one before has committed, so a push
 * to an idle ingest would wait for one commit interval per stage. It asks at once, then; but while
 * records stream in it asks no more often than this, for a commit costs as much as thousands of
 * rows.
 */
final class CommitPace {
  private static final long AT_MOST_EVERY_NANOS = 250_000_000;

  private final ProcessingContext context;
  private long lastAsked = System.nanoTime() - AT_MOST_EVERY_NANOS;

  CommitPace(ProcessingContext context) {
    this.context = context;
  }

  /** A record has been processed. */
  void recordDone() {
    long now = System.nanoTime();
    if (now - lastAsked >= AT_MOST_EVERY_NANOS) {
      lastAsked = now;
      context.commit();
    }
  }
}
