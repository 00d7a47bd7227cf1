package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/** The last steps of a sequence, such as those after the cutoff. */
@JsonTypeName("last-steps")
public record LastSteps(int steps) implements Brick {
  @Override
  public Shape output(Shape input) {
    if (steps > input.steps()) {
      throw new IllegalArgumentException("there are no " + steps + " steps in " + input);
    }
    return input.withSteps(steps);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new LastStepsKernel(input, steps);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return g.last(value, input.steps(), steps);
  }

  @Override
  public int needs(Shape input, int wanted) {
    return steps;
  }

  private static final class LastStepsKernel implements Kernel {
    private final Shape input;
    private final int steps;
    private final Growing gradients = new Growing();
    private int batch;

    LastStepsKernel(Shape input, int steps) {
      this.input = input;
      this.steps = steps;
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      batch = pass.batch();
      return in.slice(skipped(), (long) steps * batch * input.features());
    }

    @Override
    public Pass behind(Pass pass) {
      return pass.of(input.steps() - steps, steps);
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      NativeFloats gradient = gradients.of((long) input.size() * batch);
      gradient.fill(0, (int) skipped(), 0);
      gradient.copy(skipped(), outputGradient, 0, outputGradient.size());
      return gradient;
    }

    private long skipped() {
      return (long) (input.steps() - steps) * batch * input.features();
    }

    @Override
    public void close() {
      gradients.close();
    }
  }
}
