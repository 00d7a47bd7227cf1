package io.foretide.forecaster.versions;

import java.util.Optional;
import java.util.function.Function;

/**
 * One place that a version is live in. Swapping is one write of one reference; whoever uses the old
 * version finishes with it.
 */
public final class Slot {
  private final ServedAs as;
  private volatile LiveVersion live;
  private int handledMove;

  Slot(ServedAs as) {
    this.as = as;
  }

  public ServedAs as() {
    return as;
  }

  /** Number of the version that is live. */
  public Optional<Integer> version() {
    return Optional.ofNullable(live).map(LiveVersion::number);
  }

  /** Applies {@code work} to the version that is live, which stays open until it returns. */
  public <T> Optional<T> withLive(Function<LiveVersion, T> work) {
    LiveVersion version = live;
    while (version != null) {
      if (version.acquire()) {
        try {
          return Optional.of(work.apply(version));
        } finally {
          version.release();
        }
      }
      // Closed between the read and the lease: a newer one is live.
      version = live;
    }
    return Optional.empty();
  }

  void swap(LiveVersion next) {
    LiveVersion old = live;
    live = next;
    if (old != null) {
      old.release();
    }
  }

  /** The last move of the alias that was acted on; guarded by this slot's monitor. */
  int handledMove() {
    return handledMove;
  }

  void handled(int move) {
    handledMove = move;
  }
}
