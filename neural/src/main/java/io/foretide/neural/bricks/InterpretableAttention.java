package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * Attention of the last steps to themselves and to what was before them, whose heads differ in what
 * they look at and share what they see there: the mean of their weights says how much each step
 * counts (Lim et al. 2021, equations 13 to 16).
 *
 * @param queries the last steps, which come out
 */
@JsonTypeName("interpretable-attention")
public record InterpretableAttention(int heads, int headSize, int queries) implements Brick {
  public InterpretableAttention {
    if (heads < 1 || headSize < 1) {
      throw new IllegalArgumentException("attention needs a head, and a head a feature");
    }
  }

  /** Queries and keys of all heads, and the values. */
  int width() {
    return (2 * heads + 1) * headSize;
  }

  @Override
  public Shape output(Shape input) {
    if (queries < 1 || queries > input.steps()) {
      throw new IllegalArgumentException("there are no " + queries + " last steps in " + input);
    }
    return input.withSteps(queries);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int features = input.features();
    Init each = Init.uniform(Math.sqrt(6.0 / (features + heads * headSize)));
    return List.of(
        Parameter.weight("QKV", features, width(), each),
        Parameter.bias("qkv", width(), 0),
        Parameter.weight("O", headSize, features, Init.xavier()),
        Parameter.bias("o", features, 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new InterpretableAttentionKernel(this, input, weights);
  }

  /** The weights can be read out of the graph as {@code [batch][1][queries][steps]}. */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int steps = input.steps();
    String projected =
        g.add(
            g.matmul(value, g.constant(weights.copyOf(0), input.features(), width())),
            g.constant(weights.copyOf(1), width()));
    String split = g.transpose(g.reshape(projected, 0, 0, 2L * heads + 1, headSize), 1, 2, 0, 3);
    String q = g.slice(g.slice(split, 1, 0, heads), 2, (long) steps - queries, steps);
    String k = g.transpose(g.slice(split, 1, heads, 2L * heads), 0, 1, 3, 2);
    String v = g.slice(split, 1, 2L * heads, 2L * heads + 1);
    String scores = g.mul(g.matmul(q, k), g.scalar((float) (1 / Math.sqrt(headSize))));
    String seen = g.softmax(g.add(scores, g.constant(unseen(steps), queries, steps)));
    String attention = g.mean(seen, 1);
    g.expose("attention", attention, List.of(), 1, queries, steps);
    String mixed = g.transpose(g.squeeze(g.matmul(attention, v), 1), 1, 0, 2);
    return g.add(
        g.matmul(mixed, g.constant(weights.copyOf(2), headSize, input.features())),
        g.constant(weights.copyOf(3), input.features()));
  }

  private float[] unseen(int steps) {
    float[] mask = new float[queries * steps];
    for (int q = 0; q < queries; q++) {
      int own = steps - queries + q;
      Arrays.fill(mask, q * steps + own + 1, (q + 1) * steps, AttentionWeights.UNSEEN);
    }
    return mask;
  }
}
