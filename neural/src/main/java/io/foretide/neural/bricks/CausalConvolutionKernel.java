package io.foretide.neural.bricks;

import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/** Computes {@link CausalConvolution}. A step that a mask does not count is zero, in and out. */
final class CausalConvolutionKernel implements Kernel {
  private final Shape shape;
  private final int filters;
  private final Weights weights;
  private final Taps taps;
  private final BiasedActivation activation;
  private final Growing inputs = new Growing();
  private final Growing outputs = new Growing();
  private final Growing inputGradients = new Growing();
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats output = NativeFloats.NONE;
  private Pass last = Pass.inference(0);
  private int batch;

  CausalConvolutionKernel(CausalConvolution brick, Shape shape, Weights weights) {
    this.shape = shape;
    this.filters = brick.filters();
    this.weights = weights;
    this.taps = new Taps(shape, filters, brick.kernel(), brick.dilation());
    this.activation = new BiasedActivation(filters, brick.activation());
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    last = pass;
    batch = pass.batch();
    input = pass.counted(in, shape.features(), inputs);
    output = outputs.of((long) shape.steps() * batch * filters);
    taps.forward(input, weights.value(0), output, batch);
    activation.forward(output, weights.value(1));
    pass.clear(output, filters);
    return output;
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    last.clear(outputGradient, filters);
    activation.backward(outputGradient, output, weights.gradient(1));
    taps.weightGradient(input, outputGradient, weights.gradient(0), batch);
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    NativeFloats gradient = inputGradients.of((long) shape.size() * batch);
    taps.inputGradient(outputGradient, weights.value(0), 0, gradient, batch);
    last.clear(gradient, shape.features());
    return gradient;
  }

  @Override
  public void close() {
    inputs.close();
    outputs.close();
    inputGradients.close();
  }
}
