package io.foretide.trainer;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a run may go on, asked all through it and answered from other threads. */
final class RunToken {
  /** Why a run stops before its end. */
  enum Stop {
    /** Somebody cancelled it: that is its end. */
    CANCELLED,
    /** This trainer closes or lost the request: another one takes it from the beginning. */
    HANDED_BACK
  }

  /** A stop and what to tell people of it. */
  record Stopped(Stop stop, String why) {}

  private final AtomicReference<Stopped> stopped = new AtomicReference<>();

  /** The first stop counts. */
  void stop(Stop stop, String why) {
    stopped.compareAndSet(null, new Stopped(stop, why));
  }

  boolean isStopped() {
    return stopped.get() != null;
  }

  /** What stopped the run; empty while it may go on. */
  Optional<Stopped> stopped() {
    return Optional.ofNullable(stopped.get());
  }

  void check() {
    stopped()
        .ifPresent(
            stop -> {
              throw new CancellationException(stop.why());
            });
  }
}
