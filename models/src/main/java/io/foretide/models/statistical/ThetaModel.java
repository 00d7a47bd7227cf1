package io.foretide.models.statistical;

/**
 * The four Theta models of Fiorucci et al. 2016. A series is the sum of a line, and of a level that
 * follows it with weight {@code alpha}; {@code theta} says how much of its curvature is kept.
 */
enum ThetaModel {
  /** Standard: theta is 2, the line is that of the whole series. */
  STM(false, false),
  /** Optimised theta. */
  OTM(false, true),
  /** Dynamic: the line is that of the values so far. */
  DSTM(true, false),
  /** Dynamic, with optimised theta. */
  DOTM(true, true);

  private final boolean dynamic;
  private final boolean optimised;

  ThetaModel(boolean dynamic, boolean optimised) {
    this.dynamic = dynamic;
    this.optimised = optimised;
  }

  boolean isDynamic() {
    return dynamic;
  }

  boolean isOptimised() {
    return optimised;
  }
}
