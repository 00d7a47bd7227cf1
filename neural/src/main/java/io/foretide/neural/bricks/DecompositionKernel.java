package io.foretide.neural.bricks;

import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/** Computes {@link Decomposition} by sums that run along the steps. */
final class DecompositionKernel implements Kernel {
  private final Shape shape;
  private final int width;
  private final int reach;
  private final Growing outputs = new Growing();
  private final Growing gradients = new Growing();
  private float[] values = {};
  private float[] trend = {};
  private double[] sums = {};
  private int row;

  DecompositionKernel(Shape shape, Decomposition brick) {
    this.shape = shape;
    this.width = brick.width();
    this.reach = brick.reach();
  }

  @Override
  public NativeFloats forward(NativeFloats input, Pass pass) {
    if (pass.isMasked()) {
      throw new IllegalArgumentException(
          "a moving average repeats the first and the last step, and takes no mask: with gaps"
              + " closed before it, every step counts");
    }
    row = pass.batch() * shape.features();
    int size = shape.steps() * row;
    if (values.length != size) {
      values = new float[size];
      trend = new float[size];
      sums = new double[row];
    }
    input.read(0, values, 0, size);
    Arrays.fill(sums, 0);
    for (int j = -reach; j <= reach; j++) {
      add(clamped(j), 1);
    }
    for (int t = 0; t < shape.steps(); t++) {
      for (int i = 0; i < row; i++) {
        trend[t * row + i] = (float) (sums[i] / width);
      }
      add(clamped(t + reach + 1), 1);
      add(clamped(t - reach), -1);
    }
    NativeFloats output = outputs.of(2L * size);
    output.write(0, trend, 0, size);
    for (int i = 0; i < size; i++) {
      values[i] -= trend[i];
    }
    output.write(size, values, 0, size);
    return output;
  }

  private int clamped(int step) {
    return Math.max(0, Math.min(shape.steps() - 1, step));
  }

  private void add(int step, double factor) {
    int at = step * row;
    for (int i = 0; i < row; i++) {
      sums[i] += factor * values[at + i];
    }
  }

  /**
   * The trend's gradient, less the rest's, goes to all steps that its average was over: the sums
   * run again, and the two edges get what fell beyond them.
   */
  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    int size = shape.steps() * row;
    int last = shape.steps() - 1;
    outputGradient.read(0, values, 0, size);
    outputGradient.read(size, trend, 0, size);
    for (int i = 0; i < size; i++) {
      values[i] -= trend[i];
    }
    Arrays.fill(sums, 0);
    for (int t = 0; t < Math.min(reach, shape.steps()); t++) {
      add(t, 1);
    }
    for (int t = 0; t <= last; t++) {
      if (t + reach <= last) {
        add(t + reach, 1);
      }
      if (t - reach - 1 >= 0) {
        add(t - reach - 1, -1);
      }
      for (int i = 0; i < row; i++) {
        trend[t * row + i] += (float) (sums[i] / width);
      }
    }
    for (int t = 0; t <= last; t++) {
      spill(t, 0, reach - t);
      spill(t, last, reach - (last - t));
    }
    NativeFloats gradient = gradients.of(size);
    gradient.write(0, trend, 0, size);
    return gradient;
  }

  /** Gives an edge the share of a step's gradient that lay beyond it, so many times. */
  private void spill(int step, int edge, int times) {
    float share = (float) times / width;
    for (int i = 0; i < row && times > 0; i++) {
      trend[edge * row + i] += share * values[step * row + i];
    }
  }

  @Override
  public void close() {
    outputs.close();
    gradients.close();
  }
}
