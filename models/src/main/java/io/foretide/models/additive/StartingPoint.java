package io.foretide.models.additive;

/** Where a fit begins: Prophet's own starting values, so that both climb the same hill. */
final class StartingPoint {
  private StartingPoint() {}

  static Parameters of(Recipe recipe, Design design) {
    double[] line =
        switch (recipe.growth) {
          case LINEAR -> linear(design);
          case LOGISTIC -> logistic(design);
          case FLAT -> new double[] {0, mean(design.y)};
        };
    return new Parameters(
        line[0], line[1], new double[recipe.changepoints.length], new double[design.columns], 1);
  }

  /** The line through the first and the last observation. */
  private static double[] linear(Design design) {
    int last = design.rows - 1;
    double k = (design.y[last] - design.y[0]) / (design.t[last] - design.t[0]);
    return new double[] {k, design.y[0] - k * design.t[0]};
  }

  /** The logistic curve through the first and the last observation, kept off floor and cap. */
  private static double[] logistic(Design design) {
    int last = design.rows - 1;
    double span = design.t[last] - design.t[0];
    double first = ratio(design.y[0], design.cap[0]);
    double ending = ratio(design.y[last], design.cap[last]);
    if (Math.abs(first - ending) <= 0.01) {
      first *= 1.05;
    }
    double from = Math.log(first - 1);
    double to = Math.log(ending - 1);
    return new double[] {(from - to) / span, from * span / (from - to)};
  }

  private static double ratio(double y, double cap) {
    return cap / Math.max(0.01 * cap, Math.min(0.99 * cap, y));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
