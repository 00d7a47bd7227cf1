package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * A piece of a network that turns one sequence into another; an immutable value that JSON can hold.
 * Which kernel computes it is its own affair, and there is one: what a kernel cannot do it refuses
 * when it is made.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "brick")
@JsonSubTypes({
  @JsonSubTypes.Type(BeforeAfter.class),
  @JsonSubTypes.Type(Beside.class),
  @JsonSubTypes.Type(CausalConvolution.class),
  @JsonSubTypes.Type(ConvolutionBlock.class),
  @JsonSubTypes.Type(CrossAttention.class),
  @JsonSubTypes.Type(Decomposition.class),
  @JsonSubTypes.Type(Dense.class),
  @JsonSubTypes.Type(Dropout.class),
  @JsonSubTypes.Type(Excerpt.class),
  @JsonSubTypes.Type(Flatten.class),
  @JsonSubTypes.Type(GatedResidual.class),
  @JsonSubTypes.Type(Gelu.class),
  @JsonSubTypes.Type(Glu.class),
  @JsonSubTypes.Type(Gru.class),
  @JsonSubTypes.Type(InterpretableAttention.class),
  @JsonSubTypes.Type(LastSteps.class),
  @JsonSubTypes.Type(LayerNorm.class),
  @JsonSubTypes.Type(LearnedPositions.class),
  @JsonSubTypes.Type(Lstm.class),
  @JsonSubTypes.Type(MaxPool.class),
  @JsonSubTypes.Type(Patches.class),
  @JsonSubTypes.Type(Residual.class),
  @JsonSubTypes.Type(SelfAttention.class),
  @JsonSubTypes.Type(Sequence.class),
  @JsonSubTypes.Type(SparseAttention.class),
  @JsonSubTypes.Type(Spread.class),
  @JsonSubTypes.Type(Sum.class),
  @JsonSubTypes.Type(TimeLinear.class),
  @JsonSubTypes.Type(VariableSelection.class)
})
public interface Brick {
  /**
   * What it makes of a sequence of this shape.
   *
   * @throws IllegalArgumentException if it cannot take such a sequence; the message says what it
   *     needs
   */
  Shape output(Shape input);

  /** Its parameters; none by default. */
  default List<Parameter> parameters(Shape input) {
    return List.of();
  }

  /**
   * @param seed of what it draws at random while it trains, such as dropout
   */
  Kernel kernel(Shape input, Weights weights, long seed);

  /**
   * Adds it to a graph.
   *
   * @param value {@code [steps][batch][features]}
   * @return the output, laid out alike
   */
  String export(OnnxGraph graph, String value, Shape input, Weights weights);

  /**
   * How many of the last steps of its input tell the last {@code wanted} steps of its output; all
   * by default. A brick that needs fewer makes the same of a shorter input, whose last steps these
   * are.
   */
  default int needs(Shape input, int wanted) {
    return input.steps();
  }

  /**
   * Adds to a graph what makes the last {@code wanted} steps of its output, and as little else as
   * it can: a served forecast costs what it computes.
   */
  default String exportLast(
      OnnxGraph graph, String value, Shape input, Weights weights, int wanted) {
    Shape needed = input.withSteps(needs(input, wanted));
    String made = export(graph, graph.last(value, input.steps(), needed.steps()), needed, weights);
    return graph.last(made, output(needed).steps(), wanted);
  }

  /** As {@link #exportLast}, as a part of the network that the file names. */
  default String exportPart(
      OnnxGraph graph, String value, Shape input, Weights weights, int wanted) {
    return graph.part(
        getClass().getSimpleName(),
        wanted,
        output(input).features(),
        () -> exportLast(graph, value, input, weights, wanted));
  }
}
