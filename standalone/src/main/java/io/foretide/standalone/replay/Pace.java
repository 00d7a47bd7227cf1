package io.foretide.standalone.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When something that happened then is due now, at N times the speed; with 0, at once. */
public final class Pace {
  private final double speed;
  private Optional<Instant> first = Optional.empty();
  private long begun;

  public Pace(double speed) {
    if (!(speed >= 0)) {
      throw new IllegalArgumentException("a speed is 0 or more, not " + speed);
    }
    this.speed = speed;
  }

  /**
   * How long to wait for it. The first thing asked about is due now.
   *
   * @param nanos of a clock that runs evenly
   */
  public Duration until(Instant at, long nanos) {
    if (first.isEmpty()) {
      first = Optional.of(at);
      begun = nanos;
    }
    if (speed == 0) {
      return Duration.ZERO;
    }
    double due = Duration.between(first.get(), at).toNanos() / speed;
    return Duration.ofNanos(Math.max(0, (long) due - (nanos - begun)));
  }
}
