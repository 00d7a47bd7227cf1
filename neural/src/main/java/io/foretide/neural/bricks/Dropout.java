package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * Sets a random share of the values to zero while training, and scales the others up by as much
 * (Srivastava et al. 2014).
 */
@JsonTypeName("dropout")
public record Dropout(double rate) implements Brick {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a share of " + rate + " cannot be dropped");
    }
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new DropoutKernel(input, (float) rate, seed);
  }

  @Override
  public String export(OnnxGraph graph, String value, Shape input, Weights weights) {
    return value;
  }

  @Override
  public int needs(Shape input, int wanted) {
    return wanted;
  }

  private static final class DropoutKernel implements Kernel {
    private static final int CHUNK = 4096;

    private final Shape shape;
    private final float rate;
    private final DropoutMask mask;
    private final Growing outputs = new Growing();
    private final float[] values = new float[CHUNK];
    private boolean dropped;
    private int iteration;

    DropoutKernel(Shape shape, float rate, long seed) {
      this.shape = shape;
      this.rate = rate;
      this.mask = new DropoutMask(seed, rate);
    }

    @Override
    public NativeFloats forward(NativeFloats input, Pass pass) {
      dropped = pass.isTraining() && rate > 0;
      if (!dropped) {
        return input;
      }
      iteration = pass.iteration();
      NativeFloats output = outputs.of((long) shape.size() * pass.batch());
      multiply(input, output);
      return output;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      if (dropped) {
        multiply(outputGradient, outputGradient);
      }
      return outputGradient;
    }

    private void multiply(NativeFloats from, NativeFloats to) {
      int size = (int) to.size();
      for (int at = 0; at < size; at += CHUNK) {
        int length = Math.min(CHUNK, size - at);
        from.read(at, values, 0, length);
        mask.multiply(values, length, at, iteration);
        to.write(at, values, 0, length);
      }
    }

    @Override
    public void close() {
      outputs.close();
    }
  }
}
