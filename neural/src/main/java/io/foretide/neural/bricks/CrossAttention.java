package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * What one brick makes of the input, plus what attention finds for it in what another brick makes
 * of the same input: how a decoder asks an encoder (Vaswani et al. 2017, section 3.2.3). Steps of
 * the answer that do not count are not attended to.
 *
 * @param asking makes the queries; the output has its shape
 * @param answering makes the keys and values
 */
@JsonTypeName("cross-attention")
public record CrossAttention(Brick asking, Brick answering, int heads, int headSize)
    implements Brick {
  private static final int OWN = 6;

  public CrossAttention {
    if (heads < 1 || headSize < 1) {
      throw new IllegalArgumentException("attention needs a head, and a head a feature");
    }
  }

  int width() {
    return heads * headSize;
  }

  @Override
  public Shape output(Shape input) {
    answering.output(input);
    return asking.output(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int asked = asking.output(input).features();
    int answered = answering.output(input).features();
    Init each = Init.uniform(Math.sqrt(6.0 / (answered + width())));
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.weight("Q", asked, width(), Init.xavier()));
    all.add(Parameter.bias("q", width(), 0));
    all.add(Parameter.weight("KV", answered, 2 * width(), each));
    all.add(Parameter.bias("kv", 2 * width(), 0));
    all.add(Parameter.weight("O", width(), asked, Init.xavier()));
    all.add(Parameter.bias("o", asked, 0));
    asking.parameters(input).forEach(p -> all.add(p.in("asking")));
    answering.parameters(input).forEach(p -> all.add(p.in("answering")));
    return all;
  }

  private Weights asking(Shape input, Weights weights) {
    return weights.part(OWN, asking.parameters(input).size());
  }

  private Weights answering(Shape input, Weights weights) {
    int before = OWN + asking.parameters(input).size();
    return weights.part(before, answering.parameters(input).size());
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new CrossAttentionKernel(
        this,
        input,
        weights,
        asking.kernel(input, asking(input, weights), 31 * seed + 1),
        answering.kernel(input, answering(input, weights), 31 * seed + 2));
  }

  /** The weights can be read out of the graph as {@code [batch][heads][steps][answering steps]}. */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    Shape asked = asking.output(input);
    Shape answered = answering.output(input);
    String x = asking.export(g, value, input, asking(input, weights));
    String m = answering.export(g, value, input, answering(input, weights));
    String query = project(g, x, weights, 0, asked.features(), width());
    String q = g.transpose(g.reshape(query, 0, 0, heads, headSize), 1, 2, 0, 3);
    String both = project(g, m, weights, 2, answered.features(), 2 * width());
    String kv = g.transpose(g.reshape(both, 0, 0, 2L * heads, headSize), 1, 2, 0, 3);
    String k = g.transpose(g.slice(kv, 1, 0, heads), 0, 1, 3, 2);
    String v = g.slice(kv, 1, heads, 2L * heads);
    String scores = g.mul(g.matmul(q, k), g.scalar((float) (1 / Math.sqrt(headSize))));
    String attention = g.softmax(scores);
    g.expose("attention-across", attention, List.of(), heads, asked.steps(), answered.steps());
    String mixed = g.transpose(g.matmul(attention, v), 2, 0, 1, 3);
    String found = g.reshape(mixed, 0, 0, width());
    return g.add(x, project(g, found, weights, 4, width(), asked.features()));
  }

  private static String project(
      OnnxGraph g, String value, Weights weights, int parameter, int inputs, int outputs) {
    String w = g.constant(weights.copyOf(parameter), inputs, outputs);
    return g.add(g.matmul(value, w), g.constant(weights.copyOf(parameter + 1), outputs));
  }
}
