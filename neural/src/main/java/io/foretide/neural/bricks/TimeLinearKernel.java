package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * Computes {@link TimeLinear}. With the steps outermost in memory, all sequences and features are
 * the columns of one matrix product; only several outputs must be woven together after it.
 */
final class TimeLinearKernel implements Kernel {
  private final Shape shape;
  private final int steps;
  private final int outputs;
  private final Weights weights;
  private final Growing results = new Growing();
  private final Growing counted = new Growing();
  private final Growing apart = new Growing();
  private final Growing inputGradients = new Growing();
  private final float[] bias;
  private float[] rows = {};
  private float[] woven = {};
  private NativeFloats input = NativeFloats.NONE;
  private Pass made = Pass.inference(0);
  private int columns;

  TimeLinearKernel(Shape shape, TimeLinear brick, Weights weights) {
    this.shape = shape;
    this.steps = brick.steps();
    this.outputs = brick.outputs();
    this.weights = weights;
    this.bias = new float[steps * outputs];
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    made = pass;
    input = pass.counted(in, shape.features(), counted);
    columns = pass.batch() * shape.features();
    if (rows.length != outputs * columns) {
      rows = new float[outputs * columns];
      woven = new float[outputs * columns];
    }
    NativeFloats product = apart.of((long) steps * rows.length);
    Gemm.aTb(
        steps * outputs,
        columns,
        shape.steps(),
        weights.value(0).pointer(),
        input.pointer(),
        0,
        product.pointer());
    weights.value(1).read(0, bias, 0, bias.length);
    NativeFloats output = results.of(product.size());
    for (int h = 0; h < steps; h++) {
      product.read(h * rows.length, rows, 0, rows.length);
      weave(h * outputs);
      output.write(h * rows.length, woven, 0, woven.length);
    }
    return output;
  }

  /** From {@code [outputs][columns]} to {@code [columns][outputs]}, biases added. */
  private void weave(int firstBias) {
    for (int o = 0; o < outputs; o++) {
      float add = bias[firstBias + o];
      for (int c = 0; c < columns; c++) {
        woven[c * outputs + o] = rows[o * columns + c] + add;
      }
    }
  }

  @Override
  public Pass behind(Pass pass) {
    return pass.unmasked();
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    NativeFloats gradient = apart.of(outputGradient.size());
    for (int h = 0; h < steps; h++) {
      outputGradient.read(h * woven.length, woven, 0, woven.length);
      unweave(h * outputs);
      gradient.write(h * rows.length, rows, 0, rows.length);
    }
    weights.gradient(1).write(0, bias, 0, bias.length);
    Gemm.abT(
        shape.steps(),
        steps * outputs,
        columns,
        input.pointer(),
        gradient.pointer(),
        0,
        weights.gradient(0).pointer());
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    NativeFloats passedOn = inputGradients.of((long) shape.steps() * columns);
    Gemm.ab(
        shape.steps(),
        columns,
        steps * outputs,
        weights.value(0).pointer(),
        gradient.pointer(),
        0,
        passedOn.pointer());
    made.clear(passedOn, shape.features());
    return passedOn;
  }

  /** The reverse of {@link #weave}; the bias' gradient is the sum over columns. */
  private void unweave(int firstBias) {
    for (int o = 0; o < outputs; o++) {
      float sum = 0;
      for (int c = 0; c < columns; c++) {
        float slope = woven[c * outputs + o];
        rows[o * columns + c] = slope;
        sum += slope;
      }
      bias[firstBias + o] = sum;
    }
  }

  @Override
  public void close() {
    results.close();
    counted.close();
    apart.close();
    inputGradients.close();
  }
}
