package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The features that several bricks make of the same input, side by side. What is made of one step
 * alone stands beside every step: a context that does not change over time.
 */
@JsonTypeName("beside")
public record Beside(List<Brick> bricks) implements Brick {
  public Beside {
    bricks = List.copyOf(bricks);
    if (bricks.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to stand beside another");
    }
  }

  public static Beside of(Brick... bricks) {
    return new Beside(List.of(bricks));
  }

  @Override
  public Shape output(Shape input) {
    int steps = bricks.stream().mapToInt(brick -> brick.output(input).steps()).max().orElseThrow();
    int features = 0;
    for (Brick brick : bricks) {
      Shape one = brick.output(input);
      if (one.steps() != 1 && one.steps() != steps) {
        throw new IllegalArgumentException(one + " does not stand beside " + steps + " steps");
      }
      features += one.features();
    }
    return new Shape(steps, features);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    for (int i = 0; i < bricks.size(); i++) {
      String place = Integer.toString(i);
      bricks.get(i).parameters(input).forEach(p -> all.add(p.in(place)));
    }
    return all;
  }

  private Weights weights(int brick, Shape input, Weights weights) {
    int before = bricks.stream().limit(brick).mapToInt(one -> one.parameters(input).size()).sum();
    return weights.part(before, bricks.get(brick).parameters(input).size());
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    List<Kernel> kernels = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < bricks.size(); i++) {
      kernels.add(bricks.get(i).kernel(input, weights(i, input, weights), 31 * seed + 1 + i));
      shapes.add(bricks.get(i).output(input));
    }
    return new BesideKernel(kernels, shapes, output(input));
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    Shape output = output(input);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < bricks.size(); i++) {
      String one = bricks.get(i).export(g, value, input, weights(i, input, weights));
      boolean everywhere = bricks.get(i).output(input).steps() < output.steps();
      float[] nothing = new float[output.steps()];
      made.add(everywhere ? g.add(one, g.constant(nothing, nothing.length, 1, 1)) : one);
    }
    return made.size() == 1 ? made.get(0) : g.concat(2, made.toArray(String[]::new));
  }
}
