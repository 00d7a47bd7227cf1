package io.foretide.models.ensemble;

import io.foretide.models.evaluation.Window;
import java.util.List;

/**
 * The mean error of one member, in units of each series' naive error; the latest cutoffs count
 * most.
 *
 * @param sum of the errors, discounted
 * @param weight what a cutoff's error of 1 would have added up to
 */
record RecentErrors(double discount, double sum, double weight) {
  /** None yet. */
  RecentErrors(double discount) {
    this(discount, 0, 0);
  }

  /** With those of one cutoff more. */
  RecentErrors and(List<Window> windows) {
    double error =
        windows.stream()
            .mapToDouble(Window::meanLoss)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(error)
        ? this
        : new RecentErrors(discount, discount * sum + error, discount * weight + 1);
  }

  /** NaN where nothing was scored. */
  double mean() {
    return sum / weight;
  }

  /** Shares in proportion to a power of the inverse error; equal ones where none was scored. */
  static double[] shares(List<RecentErrors> members, double power) {
    double least =
        members.stream()
            .mapToDouble(RecentErrors::mean)
            .filter(Double::isFinite)
            .min()
            .orElse(Double.NaN);
    double[] shares = new double[members.size()];
    double sum = 0;
    for (int m = 0; m < shares.length; m++) {
      double ratio = least / members.get(m).mean();
      shares[m] = Double.isFinite(ratio) ? Math.pow(ratio, power) : 1;
      sum += shares[m];
    }
    for (int m = 0; m < shares.length; m++) {
      shares[m] /= sum;
    }
    return shares;
  }
}
