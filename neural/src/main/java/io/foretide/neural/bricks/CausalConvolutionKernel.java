package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * A sum of matrix products, one for each tap: a shift by s steps is a shift by s * batch rows, so
 * that nothing is padded or copied. Taps that reach back beyond the sequence are left out.
 */
final class CausalConvolutionKernel implements Kernel {
  private final CausalConvolution brick;
  private final Shape shape;
  private final Weights weights;
  private final BiasedActivation activation;
  private final Growing outputs = new Growing();
  private final Growing inputGradients = new Growing();
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats output = NativeFloats.NONE;
  private int batch;

  CausalConvolutionKernel(CausalConvolution brick, Shape shape, Weights weights) {
    this.brick = brick;
    this.shape = shape;
    this.weights = weights;
    this.activation = new BiasedActivation(brick.filters(), brick.activation());
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    if (pass.isMasked()) {
      throw new IllegalArgumentException("the causal convolution takes no mask yet");
    }
    batch = pass.batch();
    input = in;
    int features = shape.features();
    int filters = brick.filters();
    output = outputs.of((long) shape.steps() * batch * filters);
    for (int k = 0; k < brick.kernel() && rows(k) > 0; k++) {
      Gemm.ab(
          rows(k),
          filters,
          features,
          in.pointer(),
          weights.value(0).at(tap(k)),
          k == 0 ? 0 : 1,
          output.at(shifted(k) * filters));
    }
    activation.forward(output, weights.value(1));
    return output;
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    activation.backward(outputGradient, output, weights.gradient(1));
    int features = shape.features();
    int filters = brick.filters();
    for (int k = 0; k < brick.kernel(); k++) {
      if (rows(k) <= 0) {
        int rest = (brick.kernel() - k) * features * filters;
        weights.gradient(0).fill((int) tap(k), rest, 0);
        break;
      }
      Gemm.aTb(
          features,
          filters,
          rows(k),
          input.pointer(),
          outputGradient.at(shifted(k) * filters),
          0,
          weights.gradient(0).at(tap(k)));
    }
    return inputWanted ? inputGradient(outputGradient) : NativeFloats.NONE;
  }

  private NativeFloats inputGradient(NativeFloats outputGradient) {
    int features = shape.features();
    int filters = brick.filters();
    NativeFloats gradient = inputGradients.of((long) shape.size() * batch);
    for (int k = 0; k < brick.kernel() && rows(k) > 0; k++) {
      Gemm.abT(
          rows(k),
          features,
          filters,
          outputGradient.at(shifted(k) * filters),
          weights.value(0).at(tap(k)),
          k == 0 ? 0 : 1,
          gradient.pointer());
    }
    return gradient;
  }

  /** Rows that have a step so many taps before them; negative if none has. */
  private int rows(int k) {
    return (int) Math.max(-1, shape.steps() * (long) batch - shifted(k));
  }

  private long shifted(int k) {
    return (long) k * brick.dilation() * batch;
  }

  private long tap(int k) {
    return (long) k * shape.features() * brick.filters();
  }

  @Override
  public void close() {
    outputs.close();
    inputGradients.close();
  }
}
