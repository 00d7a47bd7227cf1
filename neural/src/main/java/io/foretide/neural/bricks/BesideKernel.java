package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Computes {@link Beside}, step by step. */
final class BesideKernel implements Kernel {
  private final List<Kernel> kernels;
  private final List<Shape> shapes;
  private final Shape output;
  private final Growing outputs = new Growing();
  private final List<Growing> gradients;
  private float[] whole = {};
  private float[] part = {};
  private float[] sum = {};
  private int batch;

  /**
   * @param shapes of what each kernel makes
   */
  BesideKernel(List<Kernel> kernels, List<Shape> shapes, Shape output) {
    this.kernels = kernels;
    this.shapes = shapes;
    this.output = output;
    this.gradients = Stream.generate(Growing::new).limit(kernels.size()).toList();
  }

  @Override
  public NativeFloats forward(NativeFloats input, Pass pass) {
    batch = pass.batch();
    if (whole.length != batch * output.features()) {
      whole = new float[batch * output.features()];
      part = new float[whole.length];
      sum = new float[whole.length];
    }
    List<NativeFloats> made = kernels.stream().map(kernel -> kernel.forward(input, pass)).toList();
    NativeFloats all = outputs.of((long) output.steps() * whole.length);
    for (int t = 0; t < output.steps(); t++) {
      int to = 0;
      for (int i = 0; i < shapes.size(); i++) {
        int width = shapes.get(i).features();
        int step = shapes.get(i).steps() == 1 ? 0 : t;
        made.get(i).read(step * batch * width, part, 0, batch * width);
        for (int b = 0; b < batch; b++) {
          System.arraycopy(part, b * width, whole, b * output.features() + to, width);
        }
        to += width;
      }
      all.write(t * whole.length, whole, 0, whole.length);
    }
    return all;
  }

  @Override
  public Pass behind(Pass pass) {
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).steps() == output.steps()) {
        return kernels.get(i).behind(pass);
      }
    }
    return pass;
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    NativeFloats all = NativeFloats.NONE;
    int from = 0;
    for (int i = 0; i < shapes.size(); i++) {
      split(outputGradient, i, from);
      from += shapes.get(i).features();
    }
    for (int i = 0; i < shapes.size(); i++) {
      NativeFloats own = gradients.get(i).of((long) shapes.get(i).size() * batch);
      NativeFloats one = kernels.get(i).backward(own, inputWanted);
      if (inputWanted && i > 0) {
        Gemm.add((int) all.size(), one.pointer(), all.pointer());
      } else {
        all = one;
      }
    }
    return all;
  }

  /** A step that stands beside all of them gets the sum of what they say. */
  private void split(NativeFloats outputGradient, int i, int from) {
    Shape shape = shapes.get(i);
    int width = shape.features();
    NativeFloats own = gradients.get(i).of((long) shape.size() * batch);
    Arrays.fill(sum, 0);
    for (int t = 0; t < output.steps(); t++) {
      outputGradient.read(t * whole.length, whole, 0, whole.length);
      for (int b = 0; b < batch; b++) {
        System.arraycopy(whole, b * output.features() + from, part, b * width, width);
      }
      if (shape.steps() == output.steps()) {
        own.write(t * batch * width, part, 0, batch * width);
      } else {
        for (int j = 0; j < batch * width; j++) {
          sum[j] += part[j];
        }
        own.write(0, sum, 0, batch * width);
      }
    }
  }

  @Override
  public void close() {
    kernels.forEach(Kernel::close);
    outputs.close();
    gradients.forEach(Growing::close);
  }
}
