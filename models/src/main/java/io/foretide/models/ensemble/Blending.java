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
   * @param from first step ahead that counts, from 0
   * @param to the step after the last one
   */
  static double[] weights(List<List<Window>> windows, int from, int to) {
    List<double[]> points = new ArrayList<>();
    List<Window> first = windows.get(0);
    for (int w = 0; w < first.size(); w++) {
      Window window = first.get(w);
      for (int h = from; h < to; h++) {
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
   * Learned weights drawn towards equal ones, which are hard to beat when the weights come from a
   * few cutoffs (Claeskens et al. 2016); members that then hardly count are left out.
   */
  static double[] settled(double[] learned, double trust, double negligible) {
    double[] weights =
        Arrays.stream(learned)
            .map(w -> trust * w + (1 - trust) / learned.length)
            .map(w -> w < negligible ? 0 : w)
            .toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }
}
