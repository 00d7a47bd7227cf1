package io.foretide.models.boosted;

/**
 * Turns what trees score into probabilities that can be believed: a logistic line of the score's
 * log odds, learned on days that the trees had not seen (Platt 1999). Where trees found nothing
 * that held, the slope is near 0 and everything near the share of ups.
 *
 * @param base log odds where the trees are undecided
 * @param slope how far the trees' own log odds are believed, not negative
 */
record Odds(double base, double slope) {
  private static final double LIMIT = 1e-6;
  private static final int STEPS = 25;

  /** What a line would be believed to be without rows: even odds, trees not believed. */
  private static final double CAUTION = 10;

  /**
   * @param scores probabilities in (0, 1)
   * @param sides 1 or 0
   */
  static Odds learn(double[] scores, float[] sides) {
    double base = 0;
    double slope = 0;
    for (int step = 0; step < STEPS; step++) {
      double gradientBase = -CAUTION * base;
      double gradientSlope = -CAUTION * slope;
      double bb = CAUTION;
      double bs = 0;
      double ss = CAUTION;
      for (int i = 0; i < scores.length; i++) {
        double x = logit(scores[i]);
        double p = logistic(base + slope * x);
        double error = sides[i] - p;
        double weight = p * (1 - p);
        gradientBase += error;
        gradientSlope += error * x;
        bb += weight;
        bs += weight * x;
        ss += weight * x * x;
      }
      double determinant = bb * ss - bs * bs;
      base += (ss * gradientBase - bs * gradientSlope) / determinant;
      slope += (bb * gradientSlope - bs * gradientBase) / determinant;
    }
    return slope >= 0 ? new Odds(base, slope) : new Odds(logit(share(sides)), 0);
  }

  private static double share(float[] sides) {
    double sum = CAUTION / 2;
    for (float side : sides) {
      sum += side;
    }
    return sum / (sides.length + CAUTION);
  }

  /** The probability that a score stands for. */
  double of(double score) {
    return logistic(base + slope * logit(score));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double logit(double p) {
    double inside = Math.max(LIMIT, Math.min(1 - LIMIT, p));
    return Math.log(inside / (1 - inside));
  }
}
