package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.Lines;
import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The block of a temporal convolutional network (Bai et al. 2018, figure 1b): relu(x + branch(x)),
 * where the branch is twice a causal convolution, relu and dropout; where the number of features
 * changes, a linear map of x is added instead. Of its weight normalisation this does without.
 */
@JsonTypeName("convolution-block")
public record ConvolutionBlock(int filters, int kernel, int dilation, double dropout)
    implements Brick {
  private static final int CONVOLUTIONS = 4;

  public ConvolutionBlock {
    new CausalConvolution(filters, kernel, dilation, Activation.RELU);
    new Dropout(dropout);
  }

  /** How far back it looks: the steps before t that the output at t depends on. */
  public int reach() {
    return 2 * convolution().reach();
  }

  @Override
  public Shape output(Shape input) {
    return input.withFeatures(filters);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    convolution().parameters(input).forEach(p -> all.add(p.in("first")));
    convolution().parameters(output(input)).forEach(p -> all.add(p.in("second")));
    if (maps(input)) {
      map().parameters(input).forEach(p -> all.add(p.in("map")));
    }
    return all;
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new ConvolutionBlockKernel(this, input, weights, seed);
  }

  @Override
  public int needs(Shape input, int wanted) {
    return (int) Math.min(input.steps(), (long) wanted + reach());
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return exportLast(g, value, input, weights, input.steps());
  }

  @Override
  public String exportLast(OnnxGraph g, String value, Shape input, Weights weights, int wanted) {
    CausalConvolution one = convolution();
    Shape between = output(input).withSteps(one.needs(input, wanted));
    String lines = CausalConvolution.lines(g, value);
    // What is added as it is may have no more features than the block.
    String x = maps(input) ? CausalConvolution.filled(g, lines, input) : lines;
    Shape filled = maps(input) ? CausalConvolution.filled(input) : input;
    String first = one.exportLines(g, x, filled, weights.part(0, 2), between.steps());
    String second = one.exportLines(g, first, between, weights.part(2, 2), wanted);
    String last = Lines.last(g, x, filled.features(), input.steps(), wanted);
    // At every step by itself, as a dense layer: a convolution of one tap.
    String shortcut =
        maps(input)
            ? CausalConvolution.linear(filters, 1, 1)
                .exportLines(
                    g, last, filled.withSteps(wanted), weights.part(CONVOLUTIONS, 2), wanted)
            : last;
    return CausalConvolution.steps(g, g.relu(g.add(second, shortcut)));
  }

  boolean maps(Shape input) {
    return input.features() != filters;
  }

  private CausalConvolution convolution() {
    return new CausalConvolution(filters, kernel, dilation, Activation.RELU);
  }

  private Dense map() {
    return Dense.linear(filters);
  }
}
