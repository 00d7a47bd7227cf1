package io.foretide.models.boosted;

import java.util.Arrays;
import java.util.List;

/** Rows to learn from, features row by row; holds the arrays it is given. */
final class Matrix {
  private final float[] features;
  private final List<String> names;
  private final int categories;
  private final float[] targets;
  private final float[] weights;

  /**
   * @param names of the features of a row
   * @param categories how many of them, from the first on, are categories
   */
  Matrix(float[] features, List<String> names, int categories, float[] targets, float[] weights) {
    this.features = features;
    this.names = List.copyOf(names);
    this.categories = categories;
    this.targets = targets;
    this.weights = weights;
  }

  int count() {
    return targets.length;
  }

  float[] features() {
    return features;
  }

  List<String> names() {
    return names;
  }

  int categories() {
    return categories;
  }

  float[] targets() {
    return targets;
  }

  float[] weights() {
    return weights;
  }

  /** The rows {@code [from, to)}. */
  Matrix between(int from, int to) {
    return new Matrix(
        Arrays.copyOfRange(features, from * names.size(), to * names.size()),
        names,
        categories,
        Arrays.copyOfRange(targets, from, to),
        Arrays.copyOfRange(weights, from, to));
  }
}
