package io.foretide.models.evaluation;

import java.util.Arrays;
import java.util.List;

/** Scores of the 95 % interval; NaN where the forecasts do not have its two levels. */
final class Interval {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  private Interval() {}

  /** Share of actual values inside, percent. */
  static double coverage(List<Window> windows) {
    long inside = 0;
    long points = 0;
    for (Window w : windows) {
      if (!present(w)) {
        return Double.NaN;
      }
      for (int h = 0; h < w.steps(); h++) {
        double y = w.actualAt(h);
        if (!Double.isNaN(y)) {
          points++;
          inside +=
              y >= w.forecast().quantileAt(LOWER, h) && y <= w.forecast().quantileAt(UPPER, h)
                  ? 1
                  : 0;
        }
      }
    }
    return 100.0 * inside / points;
  }

  /** Mean of width plus 2/alpha times the miss, over the in-sample seasonal naive MAE. */
  static double score(Window w) {
    if (!present(w)) {
      return Double.NaN;
    }
    double penalty = 2 / (1 - (UPPER - LOWER));
    double sum = 0;
    int n = 0;
    for (int h = 0; h < w.steps(); h++) {
      double y = w.actualAt(h);
      if (!Double.isNaN(y)) {
        double lower = w.forecast().quantileAt(LOWER, h);
        double upper = w.forecast().quantileAt(UPPER, h);
        sum += upper - lower + penalty * (Math.max(0, lower - y) + Math.max(0, y - upper));
        n++;
      }
    }
    return sum / n / w.absoluteScale();
  }

  private static boolean present(Window w) {
    double[] levels = w.forecast().levels();
    return Arrays.stream(levels).anyMatch(l -> Math.abs(l - LOWER) < 1e-9)
        && Arrays.stream(levels).anyMatch(l -> Math.abs(l - UPPER) < 1e-9);
  }
}
