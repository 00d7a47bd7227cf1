package io.foretide.models.series;

/** The quantile levels that Foretide publishes: the median and the 50, 80 and 95 % intervals. */
public final class Levels {
  private static final double[] PUBLISHED = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};

  private Levels() {}

  /** Ascending; a copy. */
  public static double[] published() {
    return PUBLISHED.clone();
  }
}
