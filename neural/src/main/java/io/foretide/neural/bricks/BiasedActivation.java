package io.foretide.neural.bricks;

import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * What follows a matrix product: a bias for each column and an activation, in place, and the way
 * back.
 */
final class BiasedActivation {
  /** Floats that are copied into a Java array at a time: few enough to stay in the first cache. */
  private static final int CHUNK = 4096;

  private final int units;
  private final Activation activation;
  private final float[] bias;
  private final float[] values;
  private final float[] gradients;

  BiasedActivation(int units, Activation activation) {
    this.units = units;
    this.activation = activation;
    this.bias = new float[units];
    int chunk = Math.max(1, CHUNK / units) * units;
    this.values = new float[chunk];
    this.gradients = new float[chunk];
  }

  /**
   * @param output {@code [rows][units]}: the product; afterwards activation(product + biases)
   */
  void forward(NativeFloats output, NativeFloats biases) {
    biases.read(0, bias, 0, units);
    int total = (int) output.size();
    for (int at = 0; at < total; at += values.length) {
      int length = Math.min(values.length, total - at);
      output.read(at, values, 0, length);
      for (int row = 0; row < length; row += units) {
        for (int u = 0; u < units; u++) {
          values[row + u] += bias[u];
        }
      }
      activation.apply(values, length);
      output.write(at, values, 0, length);
    }
  }

  /**
   * @param gradient of the output; afterwards that of the product
   * @param output of the forward pass
   * @param biasGradient written
   */
  void backward(NativeFloats gradient, NativeFloats output, NativeFloats biasGradient) {
    Arrays.fill(bias, 0);
    int total = (int) output.size();
    boolean linear = activation == Activation.IDENTITY;
    for (int at = 0; at < total; at += values.length) {
      int length = Math.min(values.length, total - at);
      gradient.read(at, gradients, 0, length);
      if (!linear) {
        output.read(at, values, 0, length);
        activation.slope(values, gradients, length);
        gradient.write(at, gradients, 0, length);
      }
      for (int row = 0; row < length; row += units) {
        for (int u = 0; u < units; u++) {
          bias[u] += gradients[row + u];
        }
      }
    }
    biasGradient.write(0, bias, 0, units);
  }
}
