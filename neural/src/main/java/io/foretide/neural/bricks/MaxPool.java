package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * Every second step, as the largest values of itself and its two neighbours: half as many steps
 * come out (Zhou et al. 2021, equation 5).
 */
@JsonTypeName("max-pool")
public record MaxPool() implements Brick {
  @Override
  public Shape output(Shape input) {
    return input.withSteps((input.steps() + 1) / 2);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new MaxPoolKernel(input);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return g.transpose(g.maxPool(g.transpose(value, 1, 2, 0), 3, 2, 1), 2, 0, 1);
  }

  private static final class MaxPoolKernel implements Kernel {
    private final int steps;
    private final int pooled;
    private final int features;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();
    private final Growing counted = new Growing();
    private float[] most = {};
    private float[] other = {};
    private float[] own = {};
    private float[] sum = {};
    private NativeFloats input = NativeFloats.NONE;
    private NativeFloats output = NativeFloats.NONE;
    private int width;

    MaxPoolKernel(Shape input) {
      this.steps = input.steps();
      this.features = input.features();
      this.pooled = (steps + 1) / 2;
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      input = absent(in, pass);
      width = features * pass.batch();
      if (most.length != width) {
        most = new float[width];
        other = new float[width];
        own = new float[width];
        sum = new float[width];
      }
      output = outputs.of((long) pooled * width);
      for (int t = 0; t < pooled; t++) {
        input.read(2 * t * width, most, 0, width);
        for (int near = 2 * t - 1; near <= 2 * t + 1; near += 2) {
          if (near >= 0 && near < steps) {
            input.read(near * width, other, 0, width);
            for (int i = 0; i < width; i++) {
              most[i] = Math.max(most[i], other[i]);
            }
          }
        }
        output.write(t * width, most, 0, width);
      }
      behind(pass).clear(output, features);
      return output;
    }

    /** A step that does not count is lower than all others. */
    private NativeFloats absent(NativeFloats in, Pass pass) {
      NativeFloats copy = pass.counted(in, features, counted);
      for (int row = 0; pass.isMasked() && row < steps * pass.batch(); row++) {
        if (!pass.counts(row / pass.batch(), row % pass.batch())) {
          copy.fill(row * features, features, Float.NEGATIVE_INFINITY);
        }
      }
      return copy;
    }

    /** What comes out counts where it, or a neighbour of it, did. */
    @Override
    public Pass behind(Pass pass) {
      if (!pass.isMasked()) {
        return pass;
      }
      float[] counts = new float[pooled * pass.batch()];
      for (int i = 0; i < counts.length; i++) {
        int t = 2 * (i / pass.batch());
        for (int near = Math.max(0, t - 1); near <= Math.min(steps - 1, t + 1); near++) {
          counts[i] = pass.counts(near, i % pass.batch()) ? 1 : counts[i];
        }
      }
      return pass.masked(counts);
    }

    /** Every input is an own step of one output, or a neighbour of two. */
    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      NativeFloats gradient = gradients.of((long) steps * width);
      for (int s = 0; s < steps; s++) {
        Arrays.fill(sum, 0);
        input.read(s * width, own, 0, width);
        for (int t = s / 2; t <= Math.min(pooled - 1, (s + 1) / 2); t++) {
          output.read(t * width, most, 0, width);
          outputGradient.read(t * width, other, 0, width);
          for (int i = 0; i < width; i++) {
            sum[i] += own[i] == most[i] ? other[i] : 0;
          }
        }
        gradient.write(s * width, sum, 0, width);
      }
      return gradient;
    }

    @Override
    public void close() {
      outputs.close();
      gradients.close();
      counted.close();
    }
  }
}
