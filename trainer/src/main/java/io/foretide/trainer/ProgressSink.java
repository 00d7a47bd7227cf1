package io.foretide.trainer;

import io.foretide.schemas.TrainingProgress;

/** Where progress goes. */
interface ProgressSink {
  void publish(TrainingProgress event);

  /** Returns once everything that was published can be read. */
  void flush();
}
