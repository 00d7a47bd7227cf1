package io.foretide.models.calibration;

import io.foretide.models.evaluation.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much wider intervals have to be because a backtest has few cutoffs. All series of a cutoff
 * share its weather and its season, so their errors have a part in common, of variance b, beside
 * their own, of variance w (a one-way random-effects model). Over m cutoffs the pooled errors
 * spread by w + b (1 - 1/m), but those of a new cutoff, about the same centre, by w + b (1 + 1/m).
 */
final class FewCutoffs {
  private FewCutoffs() {}

  /** The ratio of the two spreads: 1 where cutoffs do not differ, or where there is only one. */
  static double widening(List<Window> windows) {
    Map<Instant, List<Double>> byCutoff = new TreeMap<>();
    for (Window window : windows) {
      List<Double> errors = byCutoff.computeIfAbsent(window.cutoff(), c -> new ArrayList<>());
      for (int h = 0; h < window.steps(); h++) {
        if (!Double.isNaN(window.actualAt(h))) {
          errors.add((window.actualAt(h) - window.forecast().meanAt(h)) / window.positiveScale());
        }
      }
    }
    List<List<Double>> cutoffs = byCutoff.values().stream().filter(e -> e.size() > 1).toList();
    int m = cutoffs.size();
    if (m < 2) {
      return 1;
    }
    double own = 0;
    double ofMean = 0;
    double[] means = new double[m];
    for (int c = 0; c < m; c++) {
      double[] errors = cutoffs.get(c).stream().mapToDouble(Double::doubleValue).toArray();
      means[c] = mean(errors);
      double variance = variance(errors, means[c]);
      own += variance / m;
      ofMean += variance / errors.length / m;
    }
    double common = Math.max(0, variance(means, mean(means)) - ofMean);
    double pooled = own + common * (1 - 1.0 / m);
    return pooled > 0 ? Math.sqrt((own + common * (1 + 1.0 / m)) / pooled) : 1;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }
}
