package io.foretide.neural.bricks;

import io.foretide.neural.memory.NativeFloats;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A brick with weights, an input and room for gradients, to try it out by itself. */
final class BrickTrial implements AutoCloseable {
  static final int BATCH = 3;

  private final List<NativeFloats> owned = new ArrayList<>();
  private final Brick brick;
  private final Shape shape;
  private final List<NativeFloats> values = new ArrayList<>();
  private final List<NativeFloats> gradients = new ArrayList<>();
  private final Kernel kernel;
  private final NativeFloats input;

  BrickTrial(Brick brick, Shape shape, long seed) {
    this.brick = brick;
    this.shape = shape;
    SplittableRandom random = new SplittableRandom(seed);
    for (Parameter parameter : brick.parameters(shape)) {
      float[] initial = new float[parameter.size()];
      parameter.init().fill(initial, parameter.rows(), parameter.columns(), random);
      // Biases and gains begin alike everywhere; a fault in them must show.
      add(initial, noise(initial.length, 0.1, random));
      values.add(own(initial));
      gradients.add(own(new float[initial.length]));
    }
    kernel = brick.kernel(shape, weights(), seed);
    input = own(noise(shape.size() * BATCH, 1, random));
  }

  static float[] noise(int length, double scale, SplittableRandom random) {
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return noise;
  }

  static void add(float[] to, float[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += what[i];
    }
  }

  private NativeFloats own(float[] contents) {
    NativeFloats memory = NativeFloats.allocate(contents.length);
    memory.write(0, contents, 0, contents.length);
    owned.add(memory);
    return memory;
  }

  Weights weights() {
    Weights weights = Weights.of(values);
    weights.learnInto(gradients);
    return weights;
  }

  Shape shape() {
    return shape;
  }

  Brick brick() {
    return brick;
  }

  NativeFloats input() {
    return input;
  }

  List<NativeFloats> values() {
    return values;
  }

  List<NativeFloats> gradients() {
    return gradients;
  }

  /** The input, then the parameters: everything that has a gradient. */
  List<NativeFloats> arguments() {
    List<NativeFloats> all = new ArrayList<>(List.of(input));
    all.addAll(values);
    return all;
  }

  float[] forward(boolean training) {
    return forward(training ? Pass.training(BATCH, 1) : Pass.inference(BATCH));
  }

  float[] forward(Pass pass) {
    return read(kernel.forward(input, pass));
  }

  /** Gradients of sum(weight * output) with respect to {@link #arguments}. */
  List<float[]> backward(float[] weight) {
    NativeFloats outputGradient = own(weight);
    List<float[]> all = new ArrayList<>(List.of(read(kernel.backward(outputGradient, true))));
    gradients.forEach(g -> all.add(read(g)));
    return all;
  }

  static float[] read(NativeFloats memory) {
    float[] copy = new float[(int) memory.size()];
    memory.read(0, copy, 0, copy.length);
    return copy;
  }

  @Override
  public void close() {
    kernel.close();
    owned.forEach(NativeFloats::close);
  }
}
