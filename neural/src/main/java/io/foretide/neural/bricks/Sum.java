package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What two bricks make of the same input, added up; both make the same shape. */
@JsonTypeName("sum")
public record Sum(Brick first, Brick second) implements Brick {
  @Override
  public Shape output(Shape input) {
    Shape one = first.output(input);
    Shape other = second.output(input);
    if (!one.equals(other)) {
      throw new IllegalArgumentException(one + " and " + other + " cannot be added up");
    }
    return one;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    first.parameters(input).forEach(p -> all.add(p.in("first")));
    second.parameters(input).forEach(p -> all.add(p.in("second")));
    return all;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new SumKernel(
        first.kernel(input, first(input, weights), 31 * seed + 1),
        Optional.of(second.kernel(input, second(input, weights), 31 * seed + 2)));
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return g.add(
        first.export(g, value, input, first(input, weights)),
        second.export(g, value, input, second(input, weights)));
  }

  private Weights first(Shape input, Weights weights) {
    return weights.part(0, first.parameters(input).size());
  }

  private Weights second(Shape input, Weights weights) {
    return weights.part(first.parameters(input).size(), second.parameters(input).size());
  }
}
