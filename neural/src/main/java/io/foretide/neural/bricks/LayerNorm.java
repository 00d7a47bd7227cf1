package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * Every step of every sequence, less its mean and over its standard deviation (with 1e-5 under the
 * root), times a gain and plus a bias per feature (Ba et al. 2016, equation 4).
 */
@JsonTypeName("layer-norm")
public record LayerNorm() implements Brick {
  static final float EPSILON = 1e-5f;

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        Parameter.bias("gain", input.features(), 1), Parameter.bias("b", input.features(), 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new LayerNormKernel(input, weights);
  }

  /** In the form that ONNX Runtime fuses into one operator. */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    String centred = g.sub(value, g.mean(value, -1));
    String variance = g.mean(g.op("Pow", centred, g.scalar(2)), -1);
    String deviation = g.op("Sqrt", g.add(variance, g.scalar(EPSILON)));
    String gain = g.constant(weights.copyOf(0), input.features());
    String bias = g.constant(weights.copyOf(1), input.features());
    return g.add(g.mul(g.div(centred, deviation), gain), bias);
  }

  @Override
  public int needs(Shape input, int wanted) {
    return wanted;
  }
}
