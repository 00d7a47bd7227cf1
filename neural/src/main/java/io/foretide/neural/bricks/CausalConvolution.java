package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.Lines;
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
  /** Features in a block of the runtime's, with vectors of 256 and of 512 bits. */
  private static final int SMALLEST_BLOCK = 8;

  private static final int BLOCK = 16;

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
    String lines = filled(g, lines(g, value), input);
    String made = exportLines(g, lines, filled(input), weights, wanted);
    return steps(g, made);
  }

  /** From {@code [steps][batch][features]} to {@code [batch][features][1][steps]}. */
  static String lines(OnnxGraph g, String value) {
    return g.unsqueeze(g.transpose(value, 1, 2, 0), 2);
  }

  /** Lines with features of zeros added, so that the runtime's blocks are full. */
  static String filled(OnnxGraph g, String lines, Shape input) {
    int more = filled(input).features() - input.features();
    return more == 0 ? lines : g.zerosBehind(lines, 4, 1, more);
  }

  /** The shape with features of zeros added; fewer than a block the runtime takes as they are. */
  static Shape filled(Shape input) {
    int features = input.features();
    return features < SMALLEST_BLOCK
        ? input
        : input.withFeatures((features + BLOCK - 1) / BLOCK * BLOCK);
  }

  /** The reverse of {@link #lines}. */
  static String steps(OnnxGraph g, String lines) {
    return g.transpose(g.squeeze(lines, 2), 2, 0, 1);
  }

  /**
   * From {@link #lines} to {@code [batch][filters][1][wanted]}. As lines of a picture the runtime
   * keeps features in blocks that fit its vectors and copies nothing; neither its convolution over
   * sequences nor one product of what all taps see is as fast.
   *
   * @param input of lines; features that the weights do not know are zeros
   */
  String exportLines(OnnxGraph g, String lines, Shape input, Weights weights, int wanted) {
    int seen = needs(input, wanted);
    int pad = Math.addExact(wanted, reach()) - seen;
    float[] w = turned(weights.copyOf(0), input.features());
    String b = g.constant(weights.copyOf(1), filters);
    String last =
        seen == input.steps() ? lines : g.slice(lines, 3, input.steps() - seen, input.steps());
    String kernels = g.constant(w, filters, input.features(), 1, kernel);
    return activation.export(g, Lines.convolution(g, last, kernels, b, dilation, pad));
  }

  /**
   * From {@code [kernel][features][filters]} to {@code [filters][full][kernel]}, oldest first and
   * zeros behind the features.
   */
  private float[] turned(float[] w, int full) {
    int features = w.length / kernel / filters;
    float[] turned = new float[filters * full * kernel];
    for (int k = 0; k < kernel; k++) {
      for (int f = 0; f < features; f++) {
        for (int o = 0; o < filters; o++) {
          turned[(o * full + f) * kernel + kernel - 1 - k] = w[(k * features + f) * filters + o];
        }
      }
    }
    return turned;
  }
}
