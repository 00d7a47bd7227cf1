package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * The gated residual network, which bends its input as much as it needs to and no more: a shortcut
 * around two dense layers and a gate, normalised (Lim et al. 2021, equations 2 to 5).
 *
 * @param hidden units of the first dense layer
 * @param units of the output
 */
@JsonTypeName("gated-residual")
public record GatedResidual(int hidden, int units, double dropout) implements Brick {
  private Brick body() {
    return around(units, dropout, bend(hidden, units));
  }

  private static Brick bend(int hidden, int units) {
    return Sequence.of(new Dense(hidden, Activation.ELU), Dense.linear(units));
  }

  /**
   * A shortcut around a brick, whose gate closes as far as the brick is of no use, normalised (the
   * same, equation 17).
   */
  public static Brick around(int units, double dropout, Brick brick) {
    return Sequence.of(gated(units, dropout, brick), new LayerNorm());
  }

  /**
   * The same, where the shortcut is not the brick's input itself.
   *
   * @param shortcut makes the same shape as the brick, of the same input
   */
  public static Brick around(int units, double dropout, Brick shortcut, Brick brick) {
    return Sequence.of(new Sum(gate(units, dropout, brick), shortcut), new LayerNorm());
  }

  /** A gated residual network that is not normalised at the end. */
  static Brick unnormalised(int hidden, int units, double dropout) {
    return gated(units, dropout, bend(hidden, units));
  }

  private static Brick gated(int units, double dropout, Brick brick) {
    return new Residual(gate(units, dropout, brick));
  }

  private static Brick gate(int units, double dropout, Brick brick) {
    return Sequence.of(brick, new Dropout(dropout), Dense.linear(2 * units), new Glu());
  }

  @Override
  public Shape output(Shape input) {
    return body().output(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return body().parameters(input);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return body().kernel(input, weights, seed);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return body().export(g, value, input, weights);
  }

  @Override
  public int needs(Shape input, int wanted) {
    return body().needs(input, wanted);
  }
}
