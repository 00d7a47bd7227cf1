package io.foretide.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * When closed bars are committed, for nobody sees them before. A bar that closes alone is committed
 * at once; of many that close together the first is, and the others with it or a moment later: a
 * commit for each would hold up those behind. Where ticks are read that have lain on the log for a
 * while, nobody waits, and the ordinary interval does.
 */
final class BarCommits {
  private static final Duration BETWEEN = Duration.ofMillis(5);
  private static final long LIVE_MILLIS = 2_000;

  private final ProcessingContext context;
  private long lastAsked = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
  private Optional<Cancellable> later = Optional.empty();

  BarCommits(ProcessingContext context) {
    this.context = context;
  }

  /**
   * @param logged when the log took the tick that closed it
   */
  void barTold(long logged) {
    if (later.isPresent() || context.currentSystemTimeMs() - logged > LIVE_MILLIS) {
      return;
    }
    if (System.nanoTime() - lastAsked >= BETWEEN.toNanos()) {
      ask();
    } else {
      // Scheduled when wanted: Streams takes fewer records at a time where something is always due.
      later = Optional.of(context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, now -> ask()));
    }
  }

  private void ask() {
    later.ifPresent(Cancellable::cancel);
    later = Optional.empty();
    lastAsked = System.nanoTime();
    context.commit();
  }
}
