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

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    return exportLast(g, value, input, weights, input.steps());
  }

  /** The weights can be read out of the graph as {@code [batch][heads][wanted][steps]}. */
  @Override
  public String exportLast(OnnxGraph g, String value, Shape input, Weights weights, int wanted) {
    int steps = input.steps();
    float[] projections = weights.copyOf(0);
    float[] biases = weights.copyOf(1);
    int width = width();
    float[] ask = scaled(columns(projections, 0, width));
    float[] answer = columns(projections, width, 3 * width);
    String query = g.matmul(g.last(value, steps, wanted), g.constant(ask, input.features(), width));
    String asking = g.add(query, g.constant(scaled(columns(biases, 0, width)), width));
    String answering = g.matmul(value, g.constant(answer, input.features(), 2L * width));
    String q = g.transpose(g.reshape(asking, wanted, -1, heads, headSize), 1, 2, 0, 3);
    String kv = g.transpose(g.reshape(answering, steps, -1, 2L * heads, headSize), 1, 2, 0, 3);
    String k = g.transpose(g.slice(kv, 1, 0, heads), 0, 1, 3, 2);
    String v = g.slice(kv, 1, heads, 2L * heads);
    String scores = g.matmul(q, k);
    if (causal) {
      scores = g.add(scores, g.constant(unseen(steps, wanted), wanted, steps));
    }
    String attention = g.softmax(scores);
    g.expose("attention", attention, List.of(), heads, wanted, steps);
    String mixed = g.transpose(g.matmul(attention, v), 2, 0, 1, 3);
    float[] out = weights.copyOf(2);
    return g.add(
        g.matmul(g.reshape(mixed, wanted, -1, width), g.constant(out, width, input.features())),
        g.constant(
            bias(weights.copyOf(3), columns(biases, 2 * width, 3 * width), out), input.features()));
  }

  /**
   * Keys need no bias, which moves all scores of a query alike; that of the values passes through
   * every mixture of them unchanged, and so becomes a part of the last one.
   */
  private static float[] bias(float[] last, float[] values, float[] out) {
    float[] sum = last.clone();
    for (int i = 0; i < out.length; i++) {
      sum[i % last.length] += values[i / last.length] * out[i];
    }
    return sum;
  }

  /** Of a matrix of {@code 3 * width} columns. */
  private float[] columns(float[] matrix, int from, int to) {
    int rows = matrix.length / (3 * width());
    float[] part = new float[rows * (to - from)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * 3 * width() + from, part, row * (to - from), to - from);
    }
    return part;
  }

  private float[] scaled(float[] queries) {
    float scale = (float) (1 / Math.sqrt(headSize));
    for (int i = 0; i < queries.length; i++) {
      queries[i] *= scale;
    }
    return queries;
  }

  /** What later steps score, for the last {@code wanted} queries. */
  private static float[] unseen(int steps, int wanted) {
    float[] mask = new float[wanted * steps];
    for (int q = 0; q < wanted; q++) {
      int now = steps - wanted + q;
      Arrays.fill(mask, q * steps + now + 1, (q + 1) * steps, AttentionWeights.UNSEEN);
    }
    return mask;
  }
}
