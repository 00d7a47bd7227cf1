package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * Overlapping runs of steps, each as one step whose features are those of its steps one after the
 * other; the last step is repeated {@code stride} times at the end (Nie et al. 2023, section 3.1).
 */
@JsonTypeName("patches")
public record Patches(int length, int stride) implements Brick {
  public Patches {
    if (length < 1 || stride < 1) {
      throw new IllegalArgumentException("patches have at least a step, and lie a step apart");
    }
  }

  @Override
  public Shape output(Shape input) {
    if (input.steps() + stride < length) {
      throw new IllegalArgumentException(
          "a patch of " + length + " steps needs " + (length - stride) + ", not " + input.steps());
    }
    int count = (input.steps() + stride - length) / stride + 1;
    return new Shape(count, length * input.features());
  }

  /** Which step of the input is step {@code j} of a patch. */
  private int source(int patch, int j, Shape input) {
    return Math.min(patch * stride + j, input.steps() - 1);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new PatchesKernel(this, input);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int count = output(input).steps();
    long[] sources = new long[count * length];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = source(i / length, i % length, input);
    }
    String runs = g.gather(value, 0, g.longs(sources, count, length));
    return g.reshape(g.transpose(runs, 0, 2, 1, 3), 0, 0, (long) length * input.features());
  }

  private static final class PatchesKernel implements Kernel {
    private final Patches patches;
    private final Shape input;
    private final int count;
    private final int features;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();
    private float[] steps = {};
    private float[] patch = {};
    private final Growing counted = new Growing();
    private Pass made = Pass.inference(0);
    private int batch;

    PatchesKernel(Patches patches, Shape input) {
      this.patches = patches;
      this.input = input;
      this.count = patches.output(input).steps();
      this.features = input.features();
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      batch = pass.batch();
      int width = patches.length * features;
      if (steps.length != input.size() * batch) {
        steps = new float[input.size() * batch];
        patch = new float[batch * width];
      }
      made = pass;
      pass.counted(in, features, counted).read(0, steps, 0, steps.length);
      NativeFloats output = outputs.of((long) count * patch.length);
      for (int p = 0; p < count; p++) {
        for (int j = 0; j < patches.length; j++) {
          int from = patches.source(p, j, input) * batch * features;
          for (int b = 0; b < batch; b++) {
            for (int u = 0; u < features; u++) {
              patch[b * width + j * features + u] = steps[from + b * features + u];
            }
          }
        }
        output.write(p * patch.length, patch, 0, patch.length);
      }
      return output;
    }

    /** A patch counts as soon as one of its steps does. */
    @Override
    public Pass behind(Pass pass) {
      if (!pass.isMasked()) {
        return pass;
      }
      float[] counts = new float[count * pass.batch()];
      for (int i = 0; i < counts.length; i++) {
        for (int j = 0; j < patches.length; j++) {
          int step = patches.source(i / pass.batch(), j, input);
          counts[i] = pass.counts(step, i % pass.batch()) ? 1 : counts[i];
        }
      }
      return pass.masked(counts);
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      int width = patches.length * features;
      Arrays.fill(steps, 0);
      for (int p = 0; p < count; p++) {
        outputGradient.read(p * patch.length, patch, 0, patch.length);
        for (int j = 0; j < patches.length; j++) {
          int to = patches.source(p, j, input) * batch * features;
          for (int b = 0; b < batch; b++) {
            for (int u = 0; u < features; u++) {
              steps[to + b * features + u] += patch[b * width + j * features + u];
            }
          }
        }
      }
      NativeFloats gradient = gradients.of(steps.length);
      gradient.write(0, steps, 0, steps.length);
      made.clear(gradient, features);
      return gradient;
    }

    @Override
    public void close() {
      counted.close();
      outputs.close();
      gradients.close();
    }
  }
}
