package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.ArrayList;
import java.util.List;

/**
 * One brick over the first steps and another over the rest, such as those before and after the
 * cutoff, whose features do not mean the same. Both must keep their steps and make as many
 * features.
 */
@JsonTypeName("before-after")
public record BeforeAfter(int steps, Brick before, Brick after) implements Brick {
  @Override
  public Shape output(Shape input) {
    if (steps < 1 || steps >= input.steps()) {
      throw new IllegalArgumentException(steps + " steps leave none of " + input);
    }
    Shape first = before.output(first(input));
    Shape rest = after.output(rest(input));
    if (first.features() != rest.features()
        || first.steps() + rest.steps() != input.steps()
        || first.steps() != steps) {
      throw new IllegalArgumentException(
          "the parts do not fit together: " + first + " and " + rest + " of " + input);
    }
    return input.withFeatures(first.features());
  }

  private Shape first(Shape input) {
    return input.withSteps(steps);
  }

  private Shape rest(Shape input) {
    return input.withSteps(input.steps() - steps);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    before.parameters(first(input)).forEach(p -> all.add(p.in("before")));
    after.parameters(rest(input)).forEach(p -> all.add(p.in("after")));
    return all;
  }

  private Weights before(Shape input, Weights weights) {
    return weights.part(0, before.parameters(first(input)).size());
  }

  private Weights after(Shape input, Weights weights) {
    int own = before.parameters(first(input)).size();
    return weights.part(own, after.parameters(rest(input)).size());
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new BeforeAfterKernel(
        before.kernel(first(input), before(input, weights), 31 * seed + 1),
        after.kernel(rest(input), after(input, weights), 31 * seed + 2),
        input,
        steps);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    String first = g.slice(value, 0, 0, steps);
    String rest = g.slice(value, 0, steps, input.steps());
    return g.concat(
        0,
        before.export(g, first, first(input), before(input, weights)),
        after.export(g, rest, rest(input), after(input, weights)));
  }

  /** Steps lie one after the other, so that both parts read slices of the same memory. */
  private static final class BeforeAfterKernel implements Kernel {
    private final Kernel before;
    private final Kernel after;
    private final Shape input;
    private final int steps;
    private final Growing outputs = new Growing();
    private final Growing gradients = new Growing();
    private long split;

    BeforeAfterKernel(Kernel before, Kernel after, Shape input, int steps) {
      this.before = before;
      this.after = after;
      this.input = input;
      this.steps = steps;
    }

    @Override
    public NativeFloats forward(NativeFloats in, Pass pass) {
      long at = (long) steps * pass.batch() * input.features();
      long length = (long) input.size() * pass.batch();
      NativeFloats first = before.forward(in.slice(0, at), pass.of(0, steps));
      NativeFloats rest =
          after.forward(in.slice(at, length - at), pass.of(steps, input.steps() - steps));
      split = first.size();
      return join(outputs, first, rest);
    }

    @Override
    public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
      NativeFloats first = before.backward(outputGradient.slice(0, split), inputWanted);
      NativeFloats rest =
          after.backward(outputGradient.slice(split, outputGradient.size() - split), inputWanted);
      return inputWanted ? join(gradients, first, rest) : NativeFloats.NONE;
    }

    private static NativeFloats join(Growing memory, NativeFloats first, NativeFloats rest) {
      NativeFloats whole = memory.of(first.size() + rest.size());
      whole.copy(0, first, 0, first.size());
      whole.copy(first.size(), rest, 0, rest.size());
      return whole;
    }

    @Override
    public void close() {
      before.close();
      after.close();
      outputs.close();
      gradients.close();
    }
  }
}
