package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/** All steps of all sequences are rows of one matrix product. */
final class DenseKernel implements Kernel {
  /** Floats that are copied into a Java array at a time: few enough to stay in the first cache. */
  private static final int CHUNK = 4096;

  private final Shape shape;
  private final int units;
  private final Activation activation;
  private final Weights weights;
  private final Growing outputs = new Growing();
  private final Growing inputGradients = new Growing();
  private final float[] bias;
  private final float[] values;
  private final float[] gradients;
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats output = NativeFloats.NONE;
  private int rows;

  DenseKernel(Shape shape, int units, Activation activation, Weights weights) {
    this.shape = shape;
    this.units = units;
    this.activation = activation;
    this.weights = weights;
    this.bias = new float[units];
    int chunk = Math.max(1, CHUNK / units) * units;
    this.values = new float[chunk];
    this.gradients = new float[chunk];
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    rows = shape.steps() * pass.batch();
    input = in;
    output = outputs.of((long) rows * units);
    int k = shape.features();
    Gemm.ab(rows, units, k, in.pointer(), weights.value(0).pointer(), 0, output.pointer());
    weights.value(1).read(0, bias, 0, units);
    int total = rows * units;
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
    return output;
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    throughActivation(outputGradient);
    int k = shape.features();
    Gemm.aTb(
        k,
        units,
        rows,
        input.pointer(),
        outputGradient.pointer(),
        0,
        weights.gradient(0).pointer());
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    NativeFloats inputGradient = inputGradients.of((long) rows * k);
    Gemm.abT(
        rows,
        k,
        units,
        outputGradient.pointer(),
        weights.value(0).pointer(),
        0,
        inputGradient.pointer());
    return inputGradient;
  }

  /** From the gradient of the output to that of x W + b, in place, and to that of b. */
  private void throughActivation(NativeFloats gradient) {
    Arrays.fill(bias, 0);
    int total = rows * units;
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
    weights.gradient(1).write(0, bias, 0, units);
  }

  @Override
  public void close() {
    outputs.close();
    inputGradients.close();
  }
}
