package io.foretide.models.features;

import io.foretide.models.series.Series;
import java.util.List;

/** Features of bars by their names, to be computed of one series after the other. Thread-safe. */
public final class BarFeatures {
  private final List<String> names;
  private final List<Feature> features;
  private final int warmUp;
  private final int memory;

  private BarFeatures(List<Feature> features) {
    this.names = features.stream().map(Feature::name).toList();
    this.features = features;
    this.warmUp = features.stream().mapToInt(Feature::warmUp).max().orElse(0);
    // No less than the warm-up: else those that are not read would have to be counted.
    this.memory = Math.max(warmUp, features.stream().mapToInt(Feature::memory).max().orElse(0));
  }

  /**
   * @param names such as those of {@link FeaturePlan#STANDARD}
   * @throws FeatureException FT-2461 if there is no such feature
   */
  public static BarFeatures of(List<String> names) {
    return new BarFeatures(names.stream().map(Feature::parse).toList());
  }

  /**
   * The rows that tell of the last steps of a series, at a cost that does not grow with its length:
   * bars that lie so far back that single precision cannot tell are not read.
   *
   * @param bars as {@link FeatureTable#of} takes them
   * @throws FeatureException FT-2460 if a column is missing
   */
  public FeatureTable ofLast(int steps, Series bars) {
    Bars read = Bars.of(bars, steps, memory);
    double[][] columns = new double[features.size()][];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = features.get(f).over(read);
    }
    return new FeatureTable(read, names, columns, warmUp);
  }
}
