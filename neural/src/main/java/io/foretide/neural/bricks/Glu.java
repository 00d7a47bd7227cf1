package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Activations;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * The gated linear unit behind a dense layer: the first half of the features, each times the
 * logistic function of its partner in the second half (Dauphin et al. 2017, section 2).
 */
@JsonTypeName("glu")
public record Glu() implements Brick {
  @Override
  public Shape output(Shape input) {
    if (input.features() % 2 != 0) {
      throw new IllegalArgumentException("values and gates cannot share " + input);
    }
    return input.withFeatures(input.features() / 2);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new GluKernel(output(input));
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int half = input.features() / 2;
    String gate = g.op("Sigmoid", g.slice(value, 2, half, input.features()));
    return g.mul(g.slice(value, 2, 0, half), gate);
  }

  @Override
  public int needs(Shape input, int wanted) {
    return wanted;
  }

  private static final class GluKernel implements Kernel {
    private static final int CHUNK = 2048;

    private final Shape shape;
    private final int units;
    private final Growing outputs = new Growing();
    private final Growing inputGradients = new Growing();
    private final float[] pairs;
    private final float[] values;
    private final float[] gates;
    private final float[] made;
    private NativeFloats input = NativeFloats.NONE;
    private int size;

    GluKernel(Shape output) {
      shape = output;
      units = output.features();
      int chunk = Math.max(1, CHUNK / units) * units;
      pairs = new float[2 * chunk];
      values = new float[chunk];
      gates = new float[chunk];
      made = new float[chunk];
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      input = in;
      size = shape.size() * pass.batch();
      NativeFloats output = outputs.of(size);
      for (int at = 0; at < size; at += values.length) {
        int length = read(at);
        for (int i = 0; i < length; i++) {
          made[i] = values[i] * gates[i];
        }
        output.write(at, made, 0, length);
      }
      return output;
    }

    /** Values and open gates of the outputs from {@code at} on; returns how many. */
    private int read(int at) {
      int length = Math.min(values.length, size - at);
      input.read(2 * at, pairs, 0, 2 * length);
      for (int row = 0; row < length; row += units) {
        System.arraycopy(pairs, 2 * row, values, row, units);
        System.arraycopy(pairs, 2 * row + units, gates, row, units);
      }
      Activations.sigmoid(gates, 0, length);
      return length;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      NativeFloats gradient = inputGradients.of(2L * size);
      for (int at = 0; at < size; at += values.length) {
        int length = read(at);
        outputGradient.read(at, made, 0, length);
        for (int i = 0; i < length; i++) {
          float open = gates[i];
          gates[i] = made[i] * values[i] * open * (1 - open);
          values[i] = made[i] * open;
        }
        for (int row = 0; row < length; row += units) {
          System.arraycopy(values, row, pairs, 2 * row, units);
          System.arraycopy(gates, row, pairs, 2 * row + units, units);
        }
        gradient.write(2 * at, pairs, 0, 2 * length);
      }
      return gradient;
    }

    @Override
    public void close() {
      outputs.close();
      inputGradients.close();
    }
  }
}
