package io.foretide.neural.bricks;

import io.foretide.neural.export.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Self-attention in a graph, of the last steps only that are wanted. The weights can be read out of
 * it as {@code [batch][heads][wanted][steps]}.
 */
final class SelfAttentionGraph {
  private final OnnxGraph g;
  private final SelfAttention brick;
  private final int heads;
  private final int size;
  private final int width;
  private final int features;
  private final int steps;
  private final int wanted;

  SelfAttentionGraph(OnnxGraph g, SelfAttention brick, Shape input, int wanted) {
    this.g = g;
    this.brick = brick;
    this.heads = brick.heads();
    this.size = brick.headSize();
    this.width = brick.width();
    this.features = input.features();
    this.steps = input.steps();
    this.wanted = wanted;
  }

  /**
   * @param value {@code [steps][batch][features]}
   * @return {@code [wanted][batch][features]}
   */
  String add(String value, Weights weights) {
    float[] projections = weights.copyOf(0);
    float[] biases = weights.copyOf(1);
    float[] out = weights.copyOf(2);
    float[] ask = scaled(columns(projections, 0, width));
    float[] asking = scaled(columns(biases, 0, width));
    float[] answer = columns(projections, width, 3 * width);
    String end =
        g.constant(bias(weights.copyOf(3), columns(biases, 2 * width, 3 * width), out), features);
    if (size < features) {
      String found = projected(value, ask, asking, answer);
      return g.add(g.matmul(found, g.constant(out, width, features)), end);
    }
    float[] keys = columns(projections, width, 2 * width);
    float[] values = columns(projections, 2 * width, 3 * width);
    HeadProducts products = new HeadProducts(heads, size, features);
    String found = unprojected(value, products.abT(ask, keys), products.abT(asking, keys));
    float[] both = products.ab(values, out);
    return g.add(g.matmul(found, g.constant(both, (long) heads * features, features)), end);
  }

  private String projected(String value, float[] ask, float[] asking, float[] answer) {
    String q = g.transpose(queries(value, ask, asking, size), 1, 2, 0, 3);
    String answering = g.matmul(value, g.constant(answer, features, 2L * width));
    String kv = g.transpose(g.reshape(answering, 0, 0, 2L * heads, size), 1, 2, 0, 3);
    String k = g.transpose(g.slice(kv, 1, 0, heads), 0, 1, 3, 2);
    String v = g.slice(kv, 1, heads, 2L * heads);
    String scores = g.matmul(q, k);
    if (brick.causal()) {
      scores = g.add(scores, g.constant(unseen(wanted), wanted, steps));
    }
    String attention = g.softmax(scores);
    g.expose("attention", attention, List.of(), heads, wanted, steps);
    return together(g.matmul(attention, v), size);
  }

  /**
   * Where a head is no narrower than the input, it is less to ask the input itself, by x Q K' for a
   * query and its keys, and to mix it, before V O, than to project every step to keys and values.
   */
  private String unprojected(String value, float[] ask, float[] asking) {
    int rows = heads * wanted;
    String asked = g.transpose(queries(value, ask, asking, features), 1, 2, 0, 3);
    String steps = g.transpose(value, 1, 0, 2);
    String scores = g.matmul(g.reshape(asked, 0, rows, features), g.transpose(steps, 0, 2, 1));
    if (brick.causal()) {
      scores = g.add(scores, g.constant(unseen(rows), rows, this.steps));
    }
    String attention = g.softmax(scores);
    if (g.explains()) {
      String byHead = g.reshape(attention, 0, heads, wanted, this.steps);
      g.expose("attention", byHead, List.of(), heads, wanted, this.steps);
    }
    return together(g.reshape(g.matmul(attention, steps), 0, heads, wanted, features), features);
  }

  /** {@code [wanted][batch][heads][each]}. */
  private String queries(String value, float[] ask, float[] asking, int each) {
    long all = (long) heads * each;
    String query = g.matmul(g.last(value, steps, wanted), g.constant(ask, features, all));
    return g.reshape(g.add(query, g.constant(asking, all)), 0, 0, heads, each);
  }

  /** From {@code [batch][heads][wanted][each]} to what all heads found, side by side. */
  private String together(String found, int each) {
    return g.reshape(g.transpose(found, 2, 0, 1, 3), 0, 0, (long) heads * each);
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
    int rows = matrix.length / (3 * width);
    float[] part = new float[rows * (to - from)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * 3 * width + from, part, row * (to - from), to - from);
    }
    return part;
  }

  private float[] scaled(float[] queries) {
    float scale = (float) (1 / Math.sqrt(size));
    for (int i = 0; i < queries.length; i++) {
      queries[i] *= scale;
    }
    return queries;
  }

  /** What later steps score, for the last {@code wanted} queries, again and again. */
  private float[] unseen(int rows) {
    float[] mask = new float[rows * steps];
    for (int row = 0; row < rows; row++) {
      int now = steps - wanted + row % wanted;
      Arrays.fill(mask, row * steps + now + 1, (row + 1) * steps, AttentionWeights.UNSEEN);
    }
    return mask;
  }
}
