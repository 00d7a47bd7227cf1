package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/** All steps as one, their features one after the other; {@link Spread} is the way back. */
@JsonTypeName("flatten")
public record Flatten() implements Brick {
  @Override
  public Shape output(Shape input) {
    return new Shape(1, input.size());
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new FlattenKernel(input);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return g.reshape(g.transpose(value, 1, 0, 2), 1, -1, input.size());
  }

  private static final class FlattenKernel implements Kernel {
    private final BatchMajor order;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();
    private final Growing counted = new Growing();
    private final int features;
    private Pass made = Pass.inference(0);
    private int batch;

    FlattenKernel(Shape input) {
      order = new BatchMajor(input);
      features = input.features();
    }

    @Override
    public NativeFloats forward(NativeFloats input, Pass pass) {
      batch = pass.batch();
      made = pass;
      NativeFloats output = outputs.of(input.size());
      order.pack(pass.counted(input, features, counted), output, batch);
      return output;
    }

    @Override
    public Pass behind(Pass pass) {
      return pass.unmasked();
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      NativeFloats gradient = gradients.of(outputGradient.size());
      order.unpack(outputGradient, gradient, batch);
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
