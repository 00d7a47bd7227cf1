package io.foretide.neural.training;

import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * The arrays of one mini-batch, filled again and again and laid out as fused layers have them:
 * features {@code [steps][batch][features]}; targets {@code [horizon][batch]}, and their units: 0
 * where there was no observation and otherwise the weight that {@link ForecastLoss} describes.
 */
final class Batch implements AutoCloseable {
  private final int size;
  private final int width;
  private final float[] features;
  private final float[] targets;
  private final float[] units;
  private final Growing memory = new Growing();

  Batch(int size, WindowShape shape) {
    this.size = size;
    this.width = shape.features();
    features = new float[size * width * shape.steps()];
    targets = new float[size * shape.horizon()];
    units = new float[size * shape.horizon()];
  }

  int size() {
    return size;
  }

  void feature(int step, int feature, int row, float value) {
    features[(step * size + row) * width + feature] = value;
  }

  void target(int ahead, int row, float value, float unit) {
    int at = ahead * size + row;
    targets[at] = value;
    units[at] = unit;
  }

  float featureAt(int step, int feature, int row) {
    return features[(step * size + row) * width + feature];
  }

  /** Makes a feature 0 at every step of every row. */
  void silence(int feature) {
    for (int i = feature; i < features.length; i += width) {
      features[i] = 0;
    }
  }

  /** The features; not a copy. */
  float[] features() {
    return features;
  }

  /** The features in native memory; valid until this is asked again. */
  NativeFloats memory() {
    NativeFloats copy = memory.of(features.length);
    copy.write(0, features, 0, features.length);
    return copy;
  }

  /** Not a copy. */
  float[] targets() {
    return targets;
  }

  /** Not a copy. */
  float[] units() {
    return units;
  }

  @Override
  public void close() {
    memory.close();
  }
}
