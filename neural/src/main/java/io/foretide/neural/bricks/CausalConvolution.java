package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * A dilated causal convolution over time (van den Oord et al. 2016, section 2.1): the output at
 * step t is activation(b + sum over k of x[t - dilation k] W_k), k below {@code kernel}; what lies
 * before the first step counts as zero. Nothing after step t is seen, and as many steps come out as
 * go in.
 *
 * @param filters features of the output
 * @param kernel steps that one output looks at
 * @param dilation distance of these steps; may exceed the sequence, whose taps then see zeros only
 */
@JsonTypeName("causal-convolution")
public record CausalConvolution(int filters, int kernel, int dilation, Activation activation)
    implements Brick {
  public CausalConvolution {
    if (filters < 1 || kernel < 1 || dilation < 1) {
      throw new IllegalArgumentException(
          "a convolution has at least one filter, tap and step between taps, not "
              + List.of(filters, kernel, dilation));
    }
  }

  public static CausalConvolution linear(int filters, int kernel, int dilation) {
    return new CausalConvolution(filters, kernel, dilation, Activation.IDENTITY);
  }

  /** How far back it looks: the steps before t that the output at t depends on. */
  public int reach() {
    return Math.multiplyExact(dilation, kernel - 1);
  }

  @Override
  public Shape output(Shape input) {
    return input.withFeatures(filters);
  }

  /** W is {@code [kernel][features][filters]}, W_0 (of step t itself) first. */
  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        Parameter.weight("W", kernel * input.features(), filters, Init.xavier()),
        Parameter.bias("b", filters, 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new CausalConvolutionKernel(this, input, weights);
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
    String made = exportBatches(g, g.transpose(value, 1, 0, 2), input, weights, wanted);
    return g.transpose(made, 1, 0, 2);
  }

  /**
   * From {@code [batch][steps][features]} to {@code [batch][wanted][filters]}, as one matrix
   * product of what all taps see: the runtime's own convolution takes longer.
   */
  String exportBatches(OnnxGraph g, String value, Shape input, Weights weights, int wanted) {
    long inputs = (long) kernel * input.features();
    String places = g.longs(taps(input.steps(), wanted), wanted, kernel);
    String seen = g.gather(g.padded(value, 1), 1, places);
    String made =
        g.gemm(
            g.reshape(seen, -1, inputs),
            g.constant(weights.copyOf(0), inputs, filters),
            g.constant(weights.copyOf(1), filters));
    return g.reshape(activation.export(g, made), -1, wanted, filters);
  }

  /** For each of the last steps the places of what it looks at; 0, before the first, is zeros. */
  private long[] taps(int steps, int wanted) {
    long[] places = new long[wanted * kernel];
    for (int i = 0; i < places.length; i++) {
      long step = steps - wanted + i / kernel - (long) dilation * (i % kernel);
      places[i] = Math.max(0, step + 1);
    }
    return places;
  }
}
