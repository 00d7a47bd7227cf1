package io.foretide.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;

/** A service that is told to stop stops in bounded time, also when its broker is gone. */
public final class Closing {
  private static final Duration AT_MOST = Duration.ofSeconds(5);

  private Closing() {}

  /** Sends what is still to be sent; what the broker does not take within 5 s is given up. */
  public static void close(Producer<?, ?> producer) {
    producer.close(AT_MOST);
  }

  /**
   * Lets running tasks end; those that take longer than 5 s are interrupted, and waited for once
   * more as long.
   *
   * @return false if one is running still
   */
  public static boolean close(ExecutorService executor) {
    executor.shutdown();
    try {
      if (executor.awaitTermination(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      executor.shutdownNow();
      return executor.awaitTermination(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
