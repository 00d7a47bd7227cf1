package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/** Some steps of some features, such as the values of the context without what else is known. */
@JsonTypeName("excerpt")
public record Excerpt(int fromStep, int steps, int fromFeature, int features) implements Brick {
  @Override
  public Shape output(Shape input) {
    if (fromStep < 0
        || fromFeature < 0
        || fromStep + steps > input.steps()
        || fromFeature + features > input.features()) {
      throw new IllegalArgumentException(this + " is no part of " + input);
    }
    return new Shape(steps, features);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new ExcerptKernel(this, input);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    String some =
        steps == input.steps() ? value : g.slice(value, 0, fromStep, (long) fromStep + steps);
    return features == input.features()
        ? some
        : g.slice(some, 2, fromFeature, (long) fromFeature + features);
  }

  private static final class ExcerptKernel implements Kernel {
    private final Excerpt part;
    private final Shape input;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();
    private float[] whole = {};
    private float[] some = {};
    private int batch;

    ExcerptKernel(Excerpt part, Shape input) {
      this.part = part;
      this.input = input;
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      batch = pass.batch();
      reserve();
      NativeFloats output = outputs.of((long) part.steps * some.length);
      for (int t = 0; t < part.steps; t++) {
        in.read((part.fromStep + t) * whole.length, whole, 0, whole.length);
        for (int b = 0; b < batch; b++) {
          for (int u = 0; u < part.features; u++) {
            some[b * part.features + u] = whole[b * input.features() + part.fromFeature + u];
          }
        }
        output.write(t * some.length, some, 0, some.length);
      }
      return output;
    }

    @Override
    public Pass behind(Pass pass) {
      return pass.of(part.fromStep, part.steps);
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      NativeFloats gradient = gradients.of((long) input.steps() * whole.length);
      gradient.fill(0, (int) gradient.size(), 0);
      Arrays.fill(whole, 0);
      for (int t = 0; t < part.steps; t++) {
        outputGradient.read(t * some.length, some, 0, some.length);
        for (int b = 0; b < batch; b++) {
          for (int u = 0; u < part.features; u++) {
            whole[b * input.features() + part.fromFeature + u] = some[b * part.features + u];
          }
        }
        gradient.write((part.fromStep + t) * whole.length, whole, 0, whole.length);
      }
      return gradient;
    }

    private void reserve() {
      if (some.length != batch * part.features) {
        whole = new float[batch * input.features()];
        some = new float[batch * part.features];
      }
    }

    @Override
    public void close() {
      outputs.close();
      gradients.close();
    }
  }
}
