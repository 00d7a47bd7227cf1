package io.foretide.models.serving;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Of native memory that many threads use and one frees: the end waits for the uses in flight, and
 * later uses fail instead of reading what is gone.
 */
public final class Lifetime {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean ended;

  /** A use in flight; the thread that began it closes it. */
  public interface Use extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins a use.
   *
   * @throws IllegalStateException after the end
   */
  public Use use() {
    Lock reading = lock.readLock();
    reading.lock();
    if (ended) {
      reading.unlock();
      throw new IllegalStateException("this model was closed; its native memory is gone");
    }
    return reading::unlock;
  }

  /** Frees once; a second end does nothing. */
  public void end(Runnable free) {
    lock.writeLock().lock();
    try {
      if (!ended) {
        ended = true;
        free.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
