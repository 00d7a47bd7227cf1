package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights from the backtests of the members. */
final class Blending {
  private Blending() {}

  /**
   * The weights with the least absolute error in units of each series' naive error, so that large
   * series do not drown the small.
   *
   * @param windows by member; all of the same series and cutoffs in the same order
   */
  static double[] weights(List<List<Window>> windows) {
    List<double[]> points = new ArrayList<>();
    List<Window> first = windows.get(0);
    for (int w = 0; w < first.size(); w++) {
      Window window = first.get(w);
      for (int h = 0; h < window.steps(); h++) {
        if (Double.isNaN(window.actualAt(h))) {
          continue;
        }
        double[] point = new double[windows.size() + 1];
        for (int m = 0; m < windows.size(); m++) {
          point[m] = windows.get(m).get(w).forecast().meanAt(h) / window.positiveScale();
        }
        point[windows.size()] = window.actualAt(h) / window.positiveScale();
        points.add(point);
      }
    }
    double[][] forecasts = new double[windows.size()][points.size()];
    double[] actual = new double[points.size()];
    for (int p = 0; p < actual.length; p++) {
      for (int m = 0; m < forecasts.length; m++) {
        forecasts[m][p] = points.get(p)[m];
      }
      actual[p] = points.get(p)[windows.size()];
    }
    return SimplexWeights.leastAbsoluteError(forecasts, actual);
  }

  /**
   * Learned weights drawn towards equal ones, without members that hardly count: weights from a few
   * cutoffs are noisy (Claeskens et al. 2016).
   */
  static double[] settled(double[] learned, double trust, double negligible) {
    double[] weights = new double[learned.length];
    long counted = Arrays.stream(learned).filter(w -> w >= negligible).count();
    double kept = Arrays.stream(learned).filter(w -> w >= negligible).sum();
    for (int m = 0; m < weights.length; m++) {
      if (learned[m] >= negligible) {
        weights[m] = trust * learned[m] / kept + (1 - trust) / counted;
      }
    }
    return weights;
  }
}
