package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.NativeFloats;

/** y = x W + b over rows in native memory, within a kernel: W and b are two of its parameters. */
final class Projection {
  private final int inputs;
  private final int outputs;
  private final Weights weights;
  private final int parameter;
  private final Bias bias;

  /**
   * @param parameter the place of W, {@code [inputs][outputs]}; b is the next
   */
  Projection(int inputs, int outputs, Weights weights, int parameter) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.parameter = parameter;
    this.bias = new Bias(outputs);
  }

  void forward(int rows, NativeFloats x, NativeFloats y) {
    bias.spread(weights.value(parameter + 1), y, rows);
    Gemm.ab(rows, outputs, inputs, x.pointer(), weights.value(parameter).pointer(), 1, y.pointer());
  }

  /** Overwrites the gradients of W and b. */
  void learn(int rows, NativeFloats x, NativeFloats dy) {
    bias.collect(dy, rows, weights.gradient(parameter + 1));
    Gemm.aTb(
        inputs, outputs, rows, x.pointer(), dy.pointer(), 0, weights.gradient(parameter).pointer());
  }

  /** The gradient with respect to the input. */
  void backward(int rows, NativeFloats dy, NativeFloats dx) {
    Gemm.abT(
        rows, inputs, outputs, dy.pointer(), weights.value(parameter).pointer(), 0, dx.pointer());
  }
}
