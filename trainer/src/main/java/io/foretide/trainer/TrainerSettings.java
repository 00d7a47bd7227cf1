package io.foretide.trainer;

import io.foretide.runtime.ServiceConfig;
import java.time.Duration;

/**
 * What can be set about a trainer.
 *
 * @param group share group of all trainers that work off one queue: {@code trainer.group}
 * @param lock how long a request stays with a trainer that is silent: {@code trainer.lock.ms}
 * @param deliveries how often a request is tried before its run is given up: {@code
 *     trainer.deliveries}
 * @param threads backtests and fits that run side by side: {@code trainer.threads}
 * @param checkpoints the least time between two checkpoints of a fit: {@code trainer.checkpoint.ms}
 */
record TrainerSettings(
    String group, Duration lock, int deliveries, int threads, Duration checkpoints) {
  private static final int RENEWALS_PER_LOCK = 5;

  static TrainerSettings of(ServiceConfig config) {
    return new TrainerSettings(
        config.find("trainer.group").orElse(config.find("topic.prefix").orElse("") + "trainers"),
        Duration.ofMillis(config.getLong("trainer.lock.ms", 30_000)),
        config.getInt("trainer.deliveries", 4),
        config.getInt("trainer.threads", Runtime.getRuntime().availableProcessors()),
        Duration.ofMillis(config.getLong("trainer.checkpoint.ms", 5_000)));
  }

  /** How often the lock is renewed. */
  Duration renewEvery() {
    return lock.dividedBy(RENEWALS_PER_LOCK);
  }
}
