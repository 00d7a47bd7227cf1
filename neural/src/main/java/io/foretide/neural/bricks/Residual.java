package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a brick makes of its input, plus the input (He et al. 2016). Where the brick changes the
 * number of features, a linear map of the input is added instead; where it shortens the sequence,
 * the last steps.
 */
@JsonTypeName("residual")
public record Residual(Brick body) implements Brick {
  @Override
  public Shape output(Shape input) {
    Shape output = body.output(input);
    if (output.steps() > input.steps()) {
      throw new IllegalArgumentException(
          "the body of a residual brick adds no steps; it makes " + output + " of " + input);
    }
    return output;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    body.parameters(input).forEach(p -> all.add(p.in("body")));
    shortcut(input).ifPresent(way -> way.parameters(input).forEach(p -> all.add(p.in("shortcut"))));
    return all;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    int own = body.parameters(input).size();
    Kernel inner = body.kernel(input, weights.part(0, own), seed);
    return new SumKernel(
        inner, shortcut(input).map(way -> way.kernel(input, rest(way, input, weights, own), seed)));
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return exportLast(g, value, input, weights, output(input).steps());
  }

  @Override
  public int needs(Shape input, int wanted) {
    return Math.max(wanted, body.needs(input, wanted));
  }

  @Override
  public String exportLast(OnnxGraph g, String value, Shape input, Weights weights, int wanted) {
    int own = body.parameters(input).size();
    String made = body.exportLast(g, value, input, weights.part(0, own), wanted);
    String passed =
        shortcut(input)
            .map(w -> w.exportLast(g, value, input, rest(w, input, weights, own), wanted))
            .orElseGet(() -> g.last(value, input.steps(), wanted));
    return g.add(made, passed);
  }

  private static Weights rest(Brick way, Shape input, Weights weights, int own) {
    return weights.part(own, way.parameters(input).size());
  }

  /** What is done to the input before it is added; empty where nothing is. */
  private Optional<Brick> shortcut(Shape input) {
    Shape output = output(input);
    List<Brick> way = new ArrayList<>();
    if (output.steps() != input.steps()) {
      way.add(new LastSteps(output.steps()));
    }
    if (output.features() != input.features()) {
      way.add(Dense.linear(output.features()));
    }
    return way.isEmpty() ? Optional.empty() : Optional.of(new Sequence(way));
  }
}
