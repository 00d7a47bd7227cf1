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
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    String w = g.constant(onnxWeights(weights.copyOf(0), input.features()), onnxShape(input));
    String b = g.constant(weights.copyOf(1), filters);
    String made = g.convolution(g.transpose(value, 1, 2, 0), w, b, dilation, reach());
    return activation.export(g, g.transpose(made, 2, 0, 1));
  }

  private long[] onnxShape(Shape input) {
    return new long[] {filters, input.features(), kernel};
  }

  /** ONNX has {@code [filters][features][kernel]}, the earliest step first. */
  private float[] onnxWeights(float[] w, int features) {
    float[] turned = new float[w.length];
    for (int k = 0; k < kernel; k++) {
      for (int c = 0; c < features; c++) {
        for (int f = 0; f < filters; f++) {
          turned[(f * features + c) * kernel + kernel - 1 - k] =
              w[(k * features + c) * filters + f];
        }
      }
    }
    return turned;
  }
}
