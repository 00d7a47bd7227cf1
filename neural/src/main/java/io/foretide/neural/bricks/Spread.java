package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/** The features of one step as so many steps, the reverse of {@link Flatten}. */
@JsonTypeName("spread")
public record Spread(int steps) implements Brick {
  @Override
  public Shape output(Shape input) {
    if (input.steps() != 1 || input.features() % steps != 0) {
      throw new IllegalArgumentException(
          "one step of a multiple of " + steps + " features is needed, not " + input);
    }
    return new Shape(steps, input.features() / steps);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new SpreadKernel(output(input));
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return g.transpose(g.reshape(value, -1, steps, output(input).features()), 1, 0, 2);
  }

  private static final class SpreadKernel implements Kernel {
    private final BatchMajor order;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();
    private int batch;

    SpreadKernel(Shape output) {
      order = new BatchMajor(output);
    }

    @Override
    public NativeFloats forward(NativeFloats input, Pass pass) {
      batch = pass.batch();
      NativeFloats output = outputs.of(input.size());
      order.unpack(input, output, batch);
      return output;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      NativeFloats gradient = gradients.of(outputGradient.size());
      order.pack(outputGradient, gradient, batch);
      return gradient;
    }

    @Override
    public void close() {
      outputs.close();
      gradients.close();
    }
  }
}
