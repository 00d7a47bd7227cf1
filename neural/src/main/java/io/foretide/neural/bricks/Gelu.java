package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Activations;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;

/**
 * The Gaussian error linear unit in its tanh form, x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) /
 * 2 (Hendrycks and Gimpel 2016, section 2). A brick and no {@link Activation}: its slope does not
 * follow from its output.
 */
@JsonTypeName("gelu")
public record Gelu() implements Brick {
  private static final float INNER = 0.7978845608f;
  private static final float CUBIC = 0.044715f;

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new GeluKernel(input);
  }

  /** In the form that ONNX Runtime fuses into one operator. */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    String curve = g.add(g.mul(g.mul(value, g.scalar(CUBIC)), value), g.scalar(1));
    String tanh = g.op("Tanh", g.mul(g.mul(value, g.scalar(INNER)), curve));
    return g.mul(g.mul(value, g.scalar(0.5f)), g.add(tanh, g.scalar(1)));
  }

  @Override
  public int needs(Shape input, int wanted) {
    return wanted;
  }

  private static float tanh(float x) {
    return Activations.tanh(INNER * (x + CUBIC * x * x * x));
  }

  private static final class GeluKernel implements Kernel {
    private static final int CHUNK = 4096;

    private final Shape shape;
    private final Growing outputs = new Growing();
    private final float[] inputs = new float[CHUNK];
    private final float[] values = new float[CHUNK];
    private final float[] gradients = new float[CHUNK];
    private NativeFloats input = NativeFloats.NONE;
    private int size;

    GeluKernel(Shape shape) {
      this.shape = shape;
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      input = in;
      size = shape.size() * pass.batch();
      NativeFloats output = outputs.of(size);
      for (int at = 0; at < size; at += CHUNK) {
        int length = Math.min(CHUNK, size - at);
        input.read(at, inputs, 0, length);
        for (int i = 0; i < length; i++) {
          float x = inputs[i];
          values[i] = 0.5f * x * (1 + tanh(x));
        }
        output.write(at, values, 0, length);
      }
      return output;
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      if (!inputWanted) {
        return NativeFloats.NONE;
      }
      for (int at = 0; at < size; at += CHUNK) {
        int length = Math.min(CHUNK, size - at);
        input.read(at, inputs, 0, length);
        outputGradient.read(at, gradients, 0, length);
        for (int i = 0; i < length; i++) {
          values[i] = tanh(inputs[i]);
        }
        for (int i = 0; i < length; i++) {
          float x = inputs[i];
          float u = values[i];
          float inner = INNER * (1 + 3 * CUBIC * x * x);
          gradients[i] *= 0.5f * (1 + u + x * (1 - u * u) * inner);
        }
        outputGradient.write(at, gradients, 0, length);
      }
      return outputGradient;
    }

    @Override
    public void close() {
      outputs.close();
    }
  }
}
