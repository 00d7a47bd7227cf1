package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * Attention in which only the queries that look at something in particular attend to the keys; the
 * others take the mean of all values (ProbSparse, Zhou et al. 2021, section 3.2). How particular a
 * query is, is its highest score less its mean score over a sample of the keys (equation 4). Of L
 * steps, factor ln L are sampled and as many queries attend.
 *
 * <p>Unlike there, the sample is spread evenly and not drawn, so that the same input gives the same
 * output; and a query that only just belongs to those that attend does so in part, by how far it is
 * above the first that does not: else rounding would decide between two answers. Steps that do not
 * count are in no mean and no sample, and neither attend nor are attended to.
 */
@JsonTypeName("sparse-attention")
public record SparseAttention(int heads, int headSize, int factor) implements Brick {
  /** Of scores: how far above the first that does not attend a query attends in full. */
  static final float FADE = 0.1f;

  public SparseAttention {
    if (heads < 1 || headSize < 1 || factor < 1) {
      throw new IllegalArgumentException("attention needs a head, a feature of it and a factor");
    }
  }

  /**
   * Whether so many steps have more queries than attend; {@link SelfAttention} takes the others.
   */
  public static boolean spares(int steps, int factor) {
    return chosen(steps, factor) < steps;
  }

  /** Keys that are sampled, and queries that attend. */
  static int chosen(int steps, int factor) {
    return (int) Math.max(1, factor * Math.ceil(Math.log(steps)));
  }

  /** Which key is one of the sample. */
  static int sampled(int one, int steps, int factor) {
    return (int) ((one + 0.5) * steps / chosen(steps, factor));
  }

  int width() {
    return heads * headSize;
  }

  @Override
  public Shape output(Shape input) {
    if (!spares(input.steps(), factor)) {
      throw new IllegalArgumentException(
          "all of " + input.steps() + " steps would attend with a factor of " + factor);
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return new SelfAttention(heads, headSize, false).parameters(input);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new SparseAttentionKernel(this, input, weights);
  }

  /**
   * The weights can be read out of the graph as {@code [batch][heads][steps][steps]}; a query that
   * takes the mean looks at all steps alike.
   */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int steps = input.steps();
    int u = chosen(steps, factor);
    String qkv =
        g.add(
            g.matmul(value, g.constant(weights.copyOf(0), input.features(), 3L * width())),
            g.constant(weights.copyOf(1), 3L * width()));
    String split = g.transpose(g.reshape(qkv, 0, 0, 3L * heads, headSize), 1, 2, 0, 3);
    String q = g.slice(split, 1, 0, heads);
    String k = g.slice(split, 1, heads, 2L * heads);
    String v = g.slice(split, 1, 2L * heads, 3L * heads);
    String scale = g.scalar((float) (1 / Math.sqrt(headSize)));

    long[] sample = new long[u];
    for (int i = 0; i < u; i++) {
      sample[i] = sampled(i, steps, factor);
    }
    String some = g.transpose(g.gather(k, 2, g.longs(sample)), 0, 1, 3, 2);
    String scores = g.mul(g.matmul(q, some), scale);
    String particular = g.squeeze(g.sub(g.max(scores, -1), g.mean(scores, -1)), 3);
    List<String> best = g.top(particular, u + 1);
    String above = g.sub(g.slice(best.get(0), 2, 0, u), g.slice(best.get(0), 2, u, u + 1L));
    String faded = g.op("Min", g.mul(above, g.scalar(1 / FADE)), g.scalar(1));
    String at = g.unsqueeze(g.slice(best.get(1), 2, 0, u), 3);
    String places = g.add(at, g.longs(new long[headSize], 1, headSize));

    String asking = g.gatherElements(q, 2, places);
    String attention = g.softmax(g.mul(g.matmul(asking, g.transpose(k, 0, 1, 3, 2)), scale));
    if (g.explains()) {
      String scored = g.matmul(q, g.transpose(k, 0, 1, 3, 2));
      String alike = g.add(g.mul(scored, g.scalar(0)), g.scalar(1f / steps));
      String looked =
          g.add(
              g.scalar(1f / steps),
              g.mul(g.sub(attention, g.scalar(1f / steps)), g.unsqueeze(faded, 3)));
      String rows = g.add(at, g.longs(new long[steps], 1, steps));
      g.expose(
          "attention-sparse",
          g.scatterElements(alike, 2, rows, looked),
          List.of(),
          heads,
          steps,
          steps);
    }
    String mean = g.mean(v, 2);
    String found = g.sub(g.matmul(attention, v), mean);
    String answers = g.add(mean, g.mul(found, g.unsqueeze(faded, 3)));
    String all = g.add(mean, g.constant(new float[steps], 1, 1, steps, 1));
    String context = g.scatterElements(all, 2, places, answers);
    return g.add(
        g.matmul(
            g.reshape(g.transpose(context, 2, 0, 1, 3), 0, 0, width()),
            g.constant(weights.copyOf(2), width(), input.features())),
        g.constant(weights.copyOf(3), input.features()));
  }
}
