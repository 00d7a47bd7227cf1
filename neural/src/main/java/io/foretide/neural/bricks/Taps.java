package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.NativeFloats;

/**
 * The products of a causal convolution: one for each tap, where a shift by s steps is a shift by s
 * * batch rows, so that nothing is padded or copied. Taps that reach back beyond the sequence are
 * left out. All taps of a block of rows come before the next block, which keeps it in the cache.
 */
final class Taps {
  /** Rows of 64 features, in and out, are then a quarter of a megabyte. */
  private static final int BLOCK_FLOATS = 32_768;

  private final int steps;
  private final int features;
  private final int filters;
  private final int kernel;
  private final int dilation;

  /**
   * @param input of the convolution
   */
  Taps(Shape input, int filters, int kernel, int dilation) {
    this.steps = input.steps();
    this.features = input.features();
    this.filters = filters;
    this.kernel = kernel;
    this.dilation = dilation;
  }

  /** Writes the convolution of the input, without bias. */
  void forward(NativeFloats input, NativeFloats weights, NativeFloats output, int batch) {
    int rows = steps * batch;
    for (int from = 0; from < rows; from += block()) {
      int to = Math.min(rows, from + block());
      for (int k = 0; k < kernel && shift(k, batch) < to; k++) {
        int first = (int) Math.max(from, shift(k, batch));
        Gemm.ab(
            to - first,
            filters,
            features,
            input.at((first - shift(k, batch)) * features),
            weights.at(tap(k)),
            k == 0 ? 0 : 1,
            output.at((long) first * filters));
      }
    }
  }

  /** Writes the gradient of the weights. */
  void weightGradient(
      NativeFloats input, NativeFloats outputGradient, NativeFloats gradient, int batch) {
    gradient.fill(0, kernel * features * filters, 0);
    int rows = steps * batch;
    for (int from = 0; from < rows; from += block()) {
      int to = Math.min(rows, from + block());
      for (int k = 0; k < kernel && shift(k, batch) < to; k++) {
        int first = (int) Math.max(from, shift(k, batch));
        Gemm.aTb(
            features,
            filters,
            to - first,
            input.at((first - shift(k, batch)) * features),
            outputGradient.at((long) first * filters),
            1,
            gradient.at(tap(k)));
      }
    }
  }

  /**
   * Writes the gradient of the input.
   *
   * @param beta 0 to overwrite what is there, 1 to add to it
   */
  void inputGradient(
      NativeFloats outputGradient,
      NativeFloats weights,
      float beta,
      NativeFloats gradient,
      int batch) {
    int rows = steps * batch;
    for (int from = 0; from < rows; from += block()) {
      int end = Math.min(rows, from + block());
      for (int k = 0; k < kernel && from + shift(k, batch) < rows; k++) {
        int to = (int) Math.min(end, rows - shift(k, batch));
        Gemm.abT(
            to - from,
            features,
            filters,
            outputGradient.at((from + shift(k, batch)) * filters),
            weights.at(tap(k)),
            k == 0 ? beta : 1,
            gradient.at((long) from * features));
      }
    }
  }

  private int block() {
    return Math.max(64, BLOCK_FLOATS / Math.max(features, filters));
  }

  private long shift(int k, int batch) {
    return (long) k * dilation * batch;
  }

  private long tap(int k) {
    return (long) k * features * filters;
  }
}
