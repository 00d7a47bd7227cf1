package io.foretide.registry.log;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Wakes those who wait for something to come by replay. */
public final class Changes {
  private long count;

  public synchronized void happened() {
    count++;
    notifyAll();
  }

  /** What the source gives, as soon as it gives something; empty if it takes longer. */
  public <T> Optional<T> await(Duration atMost, Supplier<Optional<T>> source)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long seen = count();
      Optional<T> found = source.get();
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (found.isPresent() || left <= 0) {
        return found;
      }
      awaitBeyond(seen, left);
    }
  }

  private synchronized long count() {
    return count;
  }

  private synchronized void awaitBeyond(long seen, long millis) throws InterruptedException {
    if (count == seen) {
      wait(millis);
    }
  }
}
