package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/** All steps of all sequences are rows of one matrix product. */
final class DenseKernel implements Kernel {
  private final Shape shape;
  private final int units;
  private final Weights weights;
  private final BiasedActivation activation;
  private final Growing outputs = new Growing();
  private final Growing inputGradients = new Growing();
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats output = NativeFloats.NONE;
  private int rows;

  DenseKernel(Shape shape, int units, Activation activation, Weights weights) {
    this.shape = shape;
    this.units = units;
    this.weights = weights;
    this.activation = new BiasedActivation(units, activation);
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    rows = shape.steps() * pass.batch();
    input = in;
    output = outputs.of((long) rows * units);
    int k = shape.features();
    Gemm.ab(rows, units, k, in.pointer(), weights.value(0).pointer(), 0, output.pointer());
    activation.forward(output, weights.value(1));
    return output;
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    activation.backward(outputGradient, output, weights.gradient(1));
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

  @Override
  public void close() {
    outputs.close();
    inputGradients.close();
  }
}
