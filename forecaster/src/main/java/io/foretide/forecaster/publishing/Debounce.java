package io.foretide.forecaster.publishing;

import java.util.concurrent.TimeUnit;

/**
 * When to act on changes that come in bursts: once they pause, but not later than patience lasts.
 */
record Debounce(long quietMillis, long patienceMillis) {
  /**
   * Changes that are waiting.
   *
   * @param cursor the last change seen, 0 for none
   */
  record Wait(long cursor, long firstNanos, long lastNanos) {
    static final Wait NONE = new Wait(0, 0, 0);
  }

  /**
   * @param cursor of the last change there is, 0 for none
   */
  Wait saw(Wait wait, long cursor) {
    if (cursor == 0 || cursor == wait.cursor()) {
      return wait;
    }
    long now = System.nanoTime();
    return new Wait(cursor, wait.cursor() == 0 ? now : wait.firstNanos(), now);
  }

  boolean due(Wait wait) {
    long now = System.nanoTime();
    return wait.cursor() != 0
        && (now - wait.lastNanos() >= TimeUnit.MILLISECONDS.toNanos(quietMillis)
            || now - wait.firstNanos() >= TimeUnit.MILLISECONDS.toNanos(patienceMillis));
  }
}
