package io.foretide.neural.bricks;

import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.memory.Reductions;
import java.util.Arrays;

/**
 * All rows alike, some thousand floats at a time; the normalised values are kept for the way back.
 */
final class LayerNormKernel implements Kernel {
  private static final int CHUNK = 4096;

  private final Shape shape;
  private final int width;
  private final Weights weights;
  private final Growing outputs = new Growing();
  private final float[] gain;
  private final float[] bias;
  private final float[] gainGradient;
  private final float[] biasGradient;
  private final float[] values;
  private final float[] products;
  private float[] normal = {};
  private float[] inverse = {};
  private int total;

  LayerNormKernel(Shape shape, Weights weights) {
    this.shape = shape;
    this.width = shape.features();
    this.weights = weights;
    this.gain = new float[width];
    this.bias = new float[width];
    this.gainGradient = new float[width];
    this.biasGradient = new float[width];
    this.values = new float[Math.max(1, CHUNK / width) * width];
    this.products = new float[width];
  }

  @Override
  public NativeFloats forward(NativeFloats input, Pass pass) {
    total = shape.size() * pass.batch();
    if (normal.length < total) {
      normal = new float[total];
      inverse = new float[total / width];
    }
    weights.value(0).read(0, gain, 0, width);
    weights.value(1).read(0, bias, 0, width);
    NativeFloats output = outputs.of(total);
    input.read(0, normal, 0, total);
    for (int at = 0; at < total; at += values.length) {
      int length = Math.min(values.length, total - at);
      for (int row = 0; row < length; row += width) {
        normalise(at + row);
        for (int u = 0; u < width; u++) {
          values[row + u] = gain[u] * normal[at + row + u] + bias[u];
        }
      }
      output.write(at, values, 0, length);
    }
    return output;
  }

  private void normalise(int at) {
    float mean = Reductions.sum(normal, at, width) / width;
    for (int u = 0; u < width; u++) {
      normal[at + u] -= mean;
    }
    float variance = Reductions.dot(normal, normal, at, width) / width;
    float over = (float) (1 / Math.sqrt(variance + LayerNorm.EPSILON));
    inverse[at / width] = over;
    for (int u = 0; u < width; u++) {
      normal[at + u] *= over;
    }
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    Arrays.fill(gainGradient, 0);
    Arrays.fill(biasGradient, 0);
    for (int at = 0; at < total; at += values.length) {
      int length = Math.min(values.length, total - at);
      outputGradient.read(at, values, 0, length);
      for (int row = 0; row < length; row += width) {
        backward(row, at + row);
      }
      outputGradient.write(at, values, 0, length);
    }
    weights.gradient(0).write(0, gainGradient, 0, width);
    weights.gradient(1).write(0, biasGradient, 0, width);
    return inputWanted ? outputGradient : NativeFloats.NONE;
  }

  /** One row of {@link #values}, from the gradient of the output to that of the input. */
  private void backward(int row, int at) {
    for (int u = 0; u < width; u++) {
      biasGradient[u] += values[row + u];
      gainGradient[u] += values[row + u] * normal[at + u];
    }
    for (int u = 0; u < width; u++) {
      values[row + u] *= gain[u];
    }
    for (int u = 0; u < width; u++) {
      products[u] = values[row + u] * normal[at + u];
    }
    float mean = Reductions.sum(values, row, width) / width;
    float along = Reductions.sum(products, 0, width) / width;
    float over = inverse[at / width];
    for (int u = 0; u < width; u++) {
      values[row + u] = over * (values[row + u] - mean - normal[at + u] * along);
    }
  }

  @Override
  public void close() {
    outputs.close();
  }
}
