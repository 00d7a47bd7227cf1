package io.foretide.ingest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
  private boolean waiting;

  BarCommits(ProcessingContext context) {
    this.context = context;
    context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, now -> lookAgain());
  }

  /**
   * @param logged when the log took the tick that closed it
   */
  void barTold(long logged) {
    if (context.currentSystemTimeMs() - logged > LIVE_MILLIS) {
      return;
    }
    waiting = true;
    lookAgain();
  }

  private void lookAgain() {
    if (waiting && System.nanoTime() - lastAsked >= BETWEEN.toNanos()) {
      waiting = false;
      lastAsked = System.nanoTime();
      context.commit();
    }
  }
}
