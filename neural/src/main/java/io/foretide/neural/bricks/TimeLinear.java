package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * A linear map over the steps of every feature by itself, the same for all of them (Zeng et al.
 * 2023, section 4): y_h = sum over t of w_th x_t + b_h. All begins at zero: in directions in which
 * the data hardly move, a random beginning would never be unlearned. A step that does not count is
 * zero; what comes out counts.
 *
 * @param steps that it makes
 * @param outputs that it makes of every feature at every step, such as quantiles
 */
@JsonTypeName("time-linear")
public record TimeLinear(int steps, int outputs) implements Brick {
  public TimeLinear {
    if (steps < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "at least one step and output, not " + List.of(steps, outputs));
    }
  }

  @Override
  public Shape output(Shape input) {
    return new Shape(steps, Math.multiplyExact(input.features(), outputs));
  }

  /** W is {@code [steps before][steps after][outputs]}, b {@code [steps after][outputs]}. */
  @Override
  public List<Parameter> parameters(Shape input) {
    int columns = Math.multiplyExact(steps, outputs);
    return List.of(
        Parameter.weight("W", input.steps(), columns, Init.constant(0)),
        Parameter.bias("b", columns, 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new TimeLinearKernel(input, this, weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int columns = steps * outputs;
    String w = g.constant(weights.copyOf(0), input.steps(), columns);
    String b = g.constant(weights.copyOf(1), columns);
    String made = g.add(g.matmul(g.transpose(value, 1, 2, 0), w), b);
    String split = g.reshape(made, -1, input.features(), steps, outputs);
    return g.reshape(g.transpose(split, 2, 0, 1, 3), steps, -1, output(input).features());
  }
}
