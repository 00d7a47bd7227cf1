package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/** y = activation(x W + b), at every step by itself. */
@JsonTypeName("dense")
public record Dense(int units, Activation activation) implements Brick {
  public static Dense linear(int units) {
    return new Dense(units, Activation.IDENTITY);
  }

  @Override
  public Shape output(Shape input) {
    return input.withFeatures(units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        Parameter.weight("W", input.features(), units, Init.xavier()),
        Parameter.bias("b", units, 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new DenseKernel(input, units, activation, weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    String w = g.constant(weights.copyOf(0), input.features(), units);
    String b = g.constant(weights.copyOf(1), units);
    return activation.export(g, g.add(g.matmul(value, w), b));
  }

  @Override
  public int needs(Shape input, int wanted) {
    return wanted;
  }
}
