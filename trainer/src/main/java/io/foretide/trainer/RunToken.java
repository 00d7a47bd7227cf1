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
    /** This trainer closes or lost the request: another one takes it over. */
    HANDED_BACK,
    /** Nothing stops it any more: its result is being written. */
    SEALED
  }

  /** A stop and what to tell people of it. */
  record Stopped(Stop stop, String why) {}

  private static final Stopped WRITING = new Stopped(Stop.SEALED, "");

  private final AtomicReference<Stopped> stopped = new AtomicReference<>();

  /** The first stop counts. */
  void stop(Stop stop, String why) {
    stopped.compareAndSet(null, new Stopped(stop, why));
  }

  boolean isStopped() {
    return stopped().isPresent();
  }

  /**
   * From here on the run cannot be stopped: it must not both be published and end as cancelled.
   *
   * @throws CancellationException if it was stopped before
   */
  void seal() {
    if (!stopped.compareAndSet(null, WRITING)) {
      check();
    }
  }

  /** Nothing was written after all, and the run goes on. */
  void unseal() {
    stopped.compareAndSet(WRITING, null);
  }

  /** What stopped the run; empty while it may go on. */
  Optional<Stopped> stopped() {
    return Optional.ofNullable(stopped.get()).filter(now -> now.stop() != Stop.SEALED);
  }

  void check() {
    stopped()
        .ifPresent(
            stop -> {
              throw new CancellationException(stop.why());
            });
  }
}
