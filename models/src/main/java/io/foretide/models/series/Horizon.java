package io.foretide.models.series;

/** How far ahead: {@code steps} of the given step after the cutoff. */
public record Horizon(int steps, Step step) {
  public Horizon {
    if (steps < 1) {
      throw new IllegalArgumentException("a horizon is at least one step, not " + steps);
    }
  }
}
