package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * Computes {@link ConvolutionBlock}. Between the products everything is done in one go over the
 * values: bias, relu, dropout, shortcut. What relu or dropout set to zero is zero in the output, so
 * that the way back needs no mask. A step that the pass's mask does not count is zero throughout:
 * in the input, between the convolutions and in the output.
 */
final class ConvolutionBlockKernel implements Kernel {
  /** Floats that are copied into a Java array at a time: few enough to stay in the first cache. */
  private static final int CHUNK = 4096;

  private final Shape shape;
  private final int filters;
  private final Weights weights;
  private final boolean maps;
  private final Taps first;
  private final Taps second;
  private final float rate;
  private final DropoutMask firstMask;
  private final DropoutMask secondMask;
  private final Growing inputs = new Growing();
  private final Growing hiddenMemory = new Growing();
  private final Growing branchMemory = new Growing();
  private final Growing outputs = new Growing();
  private final Growing hiddenGradients = new Growing();
  private final Growing shortcutGradients = new Growing();
  private final Growing inputGradients = new Growing();
  private final float[] firstBias;
  private final float[] secondBias;
  private final float[] mapBias;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats hidden = NativeFloats.NONE;
  private NativeFloats branch = NativeFloats.NONE;
  private NativeFloats output = NativeFloats.NONE;
  private Pass last = Pass.inference(0);
  private int batch;
  private float kept;

  ConvolutionBlockKernel(ConvolutionBlock brick, Shape shape, Weights weights, long seed) {
    this.shape = shape;
    this.filters = brick.filters();
    this.weights = weights;
    this.maps = brick.maps(shape);
    this.first = new Taps(shape, filters, brick.kernel(), brick.dilation());
    this.second = new Taps(brick.output(shape), filters, brick.kernel(), brick.dilation());
    this.rate = (float) brick.dropout();
    this.firstMask = new DropoutMask(31 * seed + 1, rate);
    this.secondMask = new DropoutMask(31 * seed + 2, rate);
    this.firstBias = new float[filters];
    this.secondBias = new float[filters];
    this.mapBias = new float[filters];
    int chunk = Math.max(1, CHUNK / filters) * filters;
    this.a = new float[chunk];
    this.b = new float[chunk];
    this.c = new float[chunk];
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    last = pass;
    batch = pass.batch();
    input = pass.counted(in, shape.features(), inputs);
    long size = (long) shape.steps() * batch * filters;
    boolean drops = pass.isTraining() && rate > 0;
    kept = drops ? 1 / (1 - rate) : 1;
    hidden = hiddenMemory.of(size);
    first.forward(input, weights.value(0), hidden, batch);
    weights.value(1).read(0, firstBias, 0, filters);
    for (int at = 0; at < size; at += a.length) {
      int length = chunk(hidden, at, a);
      rectify(firstBias, length);
      if (drops) {
        firstMask.multiply(a, length, at, pass.iteration());
      }
      hidden.write(at, a, 0, length);
    }
    pass.clear(hidden, filters);
    branch = branchMemory.of(size);
    second.forward(hidden, weights.value(2), branch, batch);
    output = outputs.of(size);
    if (maps) {
      multiplyShortcut();
    }
    join(drops, pass.iteration());
    pass.clear(output, filters);
    return output;
  }

  private void multiplyShortcut() {
    int rows = shape.steps() * batch;
    Gemm.ab(
        rows,
        filters,
        shape.features(),
        input.pointer(),
        weights.value(4).pointer(),
        0,
        output.pointer());
    weights.value(5).read(0, mapBias, 0, filters);
  }

  private void join(boolean drops, int iteration) {
    weights.value(3).read(0, secondBias, 0, filters);
    NativeFloats shortcut = maps ? output : input;
    for (int at = 0; at < output.size(); at += a.length) {
      int length = chunk(branch, at, a);
      rectify(secondBias, length);
      if (drops) {
        secondMask.multiply(a, length, at, iteration);
      }
      branch.write(at, a, 0, length);
      shortcut.read(at, b, 0, length);
      for (int row = 0; row < length && maps; row += filters) {
        for (int f = 0; f < filters; f++) {
          b[row + f] += mapBias[f];
        }
      }
      for (int i = 0; i < length; i++) {
        b[i] = Math.max(0f, a[i] + b[i]);
      }
      output.write(at, b, 0, length);
    }
  }

  /** a = max(0, a + bias). */
  private void rectify(float[] bias, int length) {
    for (int row = 0; row < length; row += filters) {
      for (int f = 0; f < filters; f++) {
        a[row + f] = Math.max(0f, a[row + f] + bias[f]);
      }
    }
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    NativeFloats shortcutGradient = shortcutGradients.of(output.size());
    split(outputGradient, shortcutGradient);
    second.weightGradient(hidden, outputGradient, weights.gradient(2), batch);
    NativeFloats hiddenGradient = hiddenGradients.of(output.size());
    second.inputGradient(outputGradient, weights.value(2), 0, hiddenGradient, batch);
    throughHidden(hiddenGradient);
    first.weightGradient(input, hiddenGradient, weights.gradient(0), batch);
    if (maps) {
      mapGradient(shortcutGradient);
    }
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    NativeFloats gradient = maps ? throughMap(shortcutGradient) : shortcutGradient;
    first.inputGradient(hiddenGradient, weights.value(0), 1, gradient, batch);
    last.clear(gradient, shape.features());
    return gradient;
  }

  /** Into the gradient of the shortcut and, in place, that of the second product. */
  private void split(NativeFloats gradient, NativeFloats shortcutGradient) {
    Arrays.fill(secondBias, 0);
    Arrays.fill(mapBias, 0);
    for (int at = 0; at < output.size(); at += a.length) {
      int length = chunk(gradient, at, a);
      output.read(at, b, 0, length);
      branch.read(at, c, 0, length);
      for (int i = 0; i < length; i++) {
        a[i] = b[i] > 0 ? a[i] : 0;
        c[i] = c[i] > 0 ? a[i] * kept : 0;
      }
      shortcutGradient.write(at, a, 0, length);
      gradient.write(at, c, 0, length);
      addColumns(c, length, secondBias);
      if (maps) {
        addColumns(a, length, mapBias);
      }
    }
    weights.gradient(3).write(0, secondBias, 0, filters);
  }

  /** From the gradient of what the first convolution gave on to that of its product, in place. */
  private void throughHidden(NativeFloats gradient) {
    Arrays.fill(firstBias, 0);
    for (int at = 0; at < hidden.size(); at += a.length) {
      int length = chunk(gradient, at, a);
      hidden.read(at, b, 0, length);
      for (int i = 0; i < length; i++) {
        a[i] = b[i] > 0 ? a[i] * kept : 0;
      }
      gradient.write(at, a, 0, length);
      addColumns(a, length, firstBias);
    }
    weights.gradient(1).write(0, firstBias, 0, filters);
  }

  private void mapGradient(NativeFloats shortcutGradient) {
    Gemm.aTb(
        shape.features(),
        filters,
        shape.steps() * batch,
        input.pointer(),
        shortcutGradient.pointer(),
        0,
        weights.gradient(4).pointer());
    weights.gradient(5).write(0, mapBias, 0, filters);
  }

  private NativeFloats throughMap(NativeFloats shortcutGradient) {
    NativeFloats gradient = inputGradients.of((long) shape.size() * batch);
    Gemm.abT(
        shape.steps() * batch,
        shape.features(),
        filters,
        shortcutGradient.pointer(),
        weights.value(4).pointer(),
        0,
        gradient.pointer());
    return gradient;
  }

  private int chunk(NativeFloats from, int at, float[] to) {
    int length = (int) Math.min(to.length, from.size() - at);
    from.read(at, to, 0, length);
    return length;
  }

  private void addColumns(float[] values, int length, float[] sums) {
    for (int row = 0; row < length; row += filters) {
      for (int f = 0; f < filters; f++) {
        sums[f] += values[row + f];
      }
    }
  }

  @Override
  public void close() {
    inputs.close();
    hiddenMemory.close();
    branchMemory.close();
    outputs.close();
    hiddenGradients.close();
    shortcutGradients.close();
    inputGradients.close();
  }
}
