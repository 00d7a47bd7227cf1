package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * Multi-head attention of every step to all steps of the same sequence, with projections to
 * queries, keys and values and one of the heads' results back to the input's features (Vaswani et
 * al. 2017, section 3.2). Steps that the mask leaves out are not attended to.
 *
 * @param causal whether a step sees itself and what was before it only
 */
@JsonTypeName("self-attention")
public record SelfAttention(int heads, int headSize, boolean causal) implements Brick {
  public SelfAttention {
    if (heads < 1 || headSize < 1) {
      throw new IllegalArgumentException("attention needs a head, and a head a feature");
    }
  }

  int width() {
    return heads * headSize;
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  /** Queries, keys and values side by side in one matrix. */
  @Override
  public List<Parameter> parameters(Shape input) {
    int features = input.features();
    Init each = Init.uniform(Math.sqrt(6.0 / (features + width())));
    return List.of(
        Parameter.weight("QKV", features, 3 * width(), each),
        Parameter.bias("qkv", 3 * width(), 0),
        Parameter.weight("O", width(), features, Init.xavier()),
        Parameter.bias("o", features, 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new SelfAttentionKernel(this, input, weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return exportLast(g, value, input, weights, input.steps());
  }

  @Override
  public String exportLast(OnnxGraph g, String value, Shape input, Weights weights, int wanted) {
    return new SelfAttentionGraph(g, this, input, wanted).add(value, weights);
  }
}
