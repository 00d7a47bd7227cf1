package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.Arrays;
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

  /** The weights can be read out of the graph as {@code [batch][heads][steps][steps]}. */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int steps = input.steps();
    float[] w = scaled(weights.copyOf(0));
    float[] b = scaled(weights.copyOf(1));
    String qkv =
        g.add(
            g.matmul(value, g.constant(w, input.features(), 3L * width())),
            g.constant(b, 3L * width()));
    String split = g.transpose(g.reshape(qkv, steps, -1, 3L * heads, headSize), 1, 2, 0, 3);
    String q = g.slice(split, 1, 0, heads);
    String k = g.transpose(g.slice(split, 1, heads, 2L * heads), 0, 1, 3, 2);
    String v = g.slice(split, 1, 2L * heads, 3L * heads);
    String scores = g.matmul(q, k);
    if (causal) {
      scores = g.add(scores, g.constant(unseen(steps), steps, steps));
    }
    String attention = g.softmax(scores);
    g.expose("attention", attention, List.of(), heads, steps, steps);
    String mixed = g.transpose(g.matmul(attention, v), 2, 0, 1, 3);
    return g.add(
        g.matmul(
            g.reshape(mixed, steps, -1, width()),
            g.constant(weights.copyOf(2), width(), input.features())),
        g.constant(weights.copyOf(3), input.features()));
  }

  /** With 1 / sqrt(size) within the part that makes queries. */
  private float[] scaled(float[] rows) {
    float scale = (float) (1 / Math.sqrt(headSize));
    for (int row = 0; row < rows.length; row += 3 * width()) {
      for (int u = 0; u < width(); u++) {
        rows[row + u] *= scale;
      }
    }
    return rows;
  }

  private static float[] unseen(int steps) {
    float[] mask = new float[steps * steps];
    for (int t = 0; t < steps; t++) {
      Arrays.fill(mask, t * steps + t + 1, (t + 1) * steps, AttentionWeights.UNSEEN);
    }
    return mask;
  }
}
