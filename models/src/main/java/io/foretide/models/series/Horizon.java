package io.foretide.models.series;

/** How far ahead: {@code steps} of the given step after the cutoff. */
public record Horizon(int steps, Step step) {
  public Horizon {
    if (steps < 1) {
      throw new IllegalArgumentException("a horizon is at least one step, not " + steps);
    }
  }

  /**
   * How many steps are usually wanted: four weeks of days, a quarter of weeks, a year of months; a
   * day or two of anything shorter.
   */
  public static int usual(Step step) {
    if (step.months() > 0) {
      return Math.max(4, 12 / step.months());
    }
    if (step.equals(Step.DAY)) {
      return 28;
    }
    if (step.season() == 52) {
      return 13;
    }
    return step.equals(Step.HOUR) ? 48 : Math.max(24, Math.min(96, step.season()));
  }
}
