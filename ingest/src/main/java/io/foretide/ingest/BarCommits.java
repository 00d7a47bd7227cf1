package io.foretide.ingest;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * When closed bars are committed, for nobody sees them before: as soon as no more ticks are in
 * hand, so that a bar that closes alone is committed at once. Many that close together are not in
 * hand together, but the first of them are committed and the others a moment later in one commit,
 * which costs as much as hundreds of bars, whatever it holds. Where ticks never pause, bars wait
 * for that moment at most. Where ticks are read that have lain on the log for a while, nobody
 * waits, and the ordinary interval does.
 */
final class BarCommits {
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final long LIVE_MILLIS = 2_000;

  /** When this thread was last asked: it commits what all of its tasks have done. */
  private static final ThreadLocal<Long> ASKED =
      ThreadLocal.withInitial(() -> System.nanoTime() - MOMENT.toNanos());

  private final ProcessingContext context;
  private Optional<RecordsInHand.Partition> source = Optional.empty();
  private Optional<Cancellable> later = Optional.empty();
  private boolean waiting;

  BarCommits(ProcessingContext context) {
    this.context = context;
  }

  /**
   * A bar has closed.
   *
   * @param logged when the log took the tick that closed it
   */
  void barTold(long logged) {
    waiting |= context.currentSystemTimeMs() - logged <= LIVE_MILLIS;
  }

  /** A record has been processed, and the bars that it closed told. */
  void recordDone() {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    if (source.isEmpty()) {
      source = Optional.of(RecordsInHand.of(at.topic(), at.partition()));
    }
    source.get().processed(at.offset());
    if (!waiting) {
      return;
    }
    boolean first = System.nanoTime() - ASKED.get() >= MOMENT.toNanos();
    if (first && source.get().topicIsDone()) {
      ask();
    } else if (later.isEmpty()) {
      // Scheduled when wanted: Streams takes fewer records at a time where something is always due.
      later = Optional.of(context.schedule(MOMENT, PunctuationType.WALL_CLOCK_TIME, now -> ask()));
    }
  }

  /** Time has passed, and the bars that it closed were told. */
  void timeDone() {
    if (waiting) {
      ask();
    }
  }

  private void ask() {
    later.ifPresent(Cancellable::cancel);
    later = Optional.empty();
    waiting = false;
    ASKED.set(System.nanoTime());
    context.commit();
  }

  void close() {
    source.ifPresent(RecordsInHand.Partition::forget);
  }
}
