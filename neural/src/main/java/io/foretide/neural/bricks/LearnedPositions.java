package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.List;

/** A learned vector for every step, added to what is there: attention by itself knows no order. */
@JsonTypeName("learned-positions")
public record LearnedPositions() implements Brick {
  private static final double START = 0.02;

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        new Parameter("positions", input.steps(), input.features(), Init.uniform(START), false));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new PositionsKernel(input, weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return g.add(value, g.constant(weights.copyOf(0), input.steps(), 1, input.features()));
  }

  private static final class PositionsKernel implements Kernel {
    private final Shape shape;
    private final Weights weights;
    private final Growing outputs = new Growing();
    private final float[] position;
    private float[] step = {};
    private int batch;

    PositionsKernel(Shape shape, Weights weights) {
      this.shape = shape;
      this.weights = weights;
      this.position = new float[shape.features()];
    }

    @Override
    public NativeFloats forward(NativeFloats input, Pass pass) {
      batch = pass.batch();
      int width = shape.features();
      int length = batch * width;
      step = step.length < length ? new float[length] : step;
      NativeFloats output = outputs.of((long) shape.steps() * length);
      for (int t = 0; t < shape.steps(); t++) {
        input.read(t * length, step, 0, length);
        weights.value(0).read(t * width, position, 0, width);
        for (int b = 0; b < batch; b++) {
          for (int u = 0; u < width; u++) {
            step[b * width + u] += position[u];
          }
        }
        output.write(t * length, step, 0, length);
      }
      return output;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      int width = shape.features();
      int length = batch * width;
      for (int t = 0; t < shape.steps(); t++) {
        outputGradient.read(t * length, step, 0, length);
        System.arraycopy(step, 0, position, 0, width);
        for (int b = 1; b < batch; b++) {
          for (int u = 0; u < width; u++) {
            position[u] += step[b * width + u];
          }
        }
        weights.gradient(0).write(t * width, position, 0, width);
      }
      return inputWanted ? outputGradient : NativeFloats.NONE;
    }

    @Override
    public void close() {
      outputs.close();
    }
  }
}
