package io.foretide.neural.bricks;

import io.foretide.neural.memory.NativeFloats;

/**
 * Between {@code [steps][batch][features]} and {@code [batch][steps][features]}, in which a
 * sequence is one matrix: what works across the steps of a sequence reads it there.
 */
final class BatchMajor {
  private final Shape shape;
  private float[] block = {};

  BatchMajor(Shape shape) {
    this.shape = shape;
  }

  /**
   * @param steps {@code [steps][batch][features]}
   * @param sequences written, {@code [batch][steps][features]}
   */
  void pack(NativeFloats steps, NativeFloats sequences, int batch) {
    int width = shape.features();
    int step = batch * width;
    reserve(step);
    for (int t = 0; t < shape.steps(); t++) {
      steps.read(t * step, block, 0, step);
      for (int b = 0; b < batch; b++) {
        sequences.write((b * shape.steps() + t) * width, block, b * width, width);
      }
    }
  }

  /** The reverse of {@link #pack}. */
  void unpack(NativeFloats sequences, NativeFloats steps, int batch) {
    int width = shape.features();
    int step = batch * width;
    reserve(step);
    for (int t = 0; t < shape.steps(); t++) {
      for (int b = 0; b < batch; b++) {
        sequences.read((b * shape.steps() + t) * width, block, b * width, width);
      }
      steps.write(t * step, block, 0, step);
    }
  }

  private void reserve(int size) {
    if (block.length < size) {
      block = new float[size];
    }
  }
}
