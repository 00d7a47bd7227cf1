package io.foretide.trainer;

import io.foretide.schemas.TrainingStage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How many runs ended how, and how long they took. */
final class RunMetrics {
  private final MeterRegistry registry;

  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void ended(TrainingStage end, long nanos) {
    registry
        .timer("foretide.trainer.runs", "end", end.name().toLowerCase(Locale.ROOT))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
