package io.foretide.models.boosted;

import java.util.Arrays;
import java.util.List;

/**
 * The quantiles of an error in units of its expected size, learned on rows that the forecast had
 * not seen; {@code double[LEVELS]}, at the levels 1/(LEVELS+1), 2/(LEVELS+1) … .
 */
final class Spread {
  static final int LEVELS = 199;

  private final double[] quantiles;

  private Spread(double[] quantiles) {
    this.quantiles = quantiles;
  }

  /** What {@link #quantiles()} gave. */
  static Spread read(List<Double> quantiles) {
    return new Spread(quantiles.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static Spread of(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    double[] quantiles = new double[LEVELS];
    for (int q = 0; q < LEVELS; q++) {
      quantiles[q] = between(sorted, (q + 1.0) / (LEVELS + 1) * (sorted.length - 1));
    }
    return new Spread(quantiles);
  }

  List<Double> quantiles() {
    return Arrays.stream(quantiles).boxed().toList();
  }

  /** At any level in (0, 1); beyond the outermost learned ones, those. */
  double at(double level) {
    return between(quantiles, level * (LEVELS + 1) - 1);
  }

  private static double between(double[] sorted, double place) {
    double inside = Math.max(0, Math.min(sorted.length - 1, place));
    int low = (int) inside;
    int high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (inside - low) * (sorted[high] - sorted[low]);
  }
}
