package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes every variable by as many units, and weighs what it made of each: the weights, which
 * add up to 1, say at every step how much each variable counts (Lim et al. 2021, section 4.2).
 *
 * @param name under which the weights can be read out of the graph
 * @param context features that are no variable, and are looked at where variables are weighed; at
 *     most one run of them
 */
@JsonTypeName("variable-selection")
public record VariableSelection(
    String name, List<Variable> variables, int units, double dropout, List<Variable> context)
    implements Brick {
  /** Features that belong together, such as those of one cycle of the calendar. */
  public record Variable(String name, int from, int features) {}

  public VariableSelection {
    variables = List.copyOf(variables);
    context = List.copyOf(context);
    if (variables.isEmpty() || context.size() > 1) {
      throw new IllegalArgumentException("some variables and at most one context are needed");
    }
  }

  public VariableSelection(String name, List<Variable> variables, int units, double dropout) {
    this(name, variables, units, dropout, List.of());
  }

  @Override
  public Shape output(Shape input) {
    List<Variable> all = new ArrayList<>(variables);
    all.addAll(context);
    for (Variable one : all) {
      if (one.from() < 0 || one.features() < 1 || one.from() + one.features() > input.features()) {
        throw new IllegalArgumentException(one + " is not in " + input);
      }
    }
    return input.withFeatures(units);
  }

  /** E stacks the maps of the variables, {@code [features of all variables][units]}. */
  @Override
  public List<Parameter> parameters(Shape input) {
    List<Parameter> all = new ArrayList<>();
    int features = variables.stream().mapToInt(Variable::features).sum();
    all.add(Parameter.weight("E", features, units, Init.xavier()));
    all.add(Parameter.bias("e", width(), 0));
    weigher().parameters(weighed(input)).forEach(p -> all.add(p.in("weights")));
    for (Variable one : variables) {
      describer().parameters(each(input)).forEach(p -> all.add(p.in(one.name())));
    }
    return all;
  }

  /** Units of all variables side by side. */
  int width() {
    return variables.size() * units;
  }

  /** What {@link #weigher} looks at. */
  Shape weighed(Shape input) {
    return input.withFeatures(width() + context.stream().mapToInt(Variable::features).sum());
  }

  Shape each(Shape input) {
    return input.withFeatures(units);
  }

  /**
   * Not normalised, as it is in the paper: over as few numbers as there are variables that leaves
   * little more than their order.
   */
  Brick weigher() {
    return GatedResidual.unnormalised(units, variables.size(), dropout);
  }

  Brick describer() {
    return new GatedResidual(units, units, dropout);
  }

  /** Those of {@link #weigher}. */
  Weights weigher(Shape input, Weights weights) {
    return weights.part(2, weigher().parameters(weighed(input)).size());
  }

  /** Those of a variable's {@link #describer}. */
  Weights describer(int variable, Shape input, Weights weights) {
    int before = 2 + weigher().parameters(weighed(input)).size();
    int count = describer().parameters(each(input)).size();
    return weights.part(before + variable * count, count);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new VariableSelectionKernel(this, input, weights, seed);
  }

  /** The weights can be read out of the graph as {@code [batch][steps][variables]}. */
  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    float[] maps = weights.copyOf(0);
    float[] biases = weights.copyOf(1);
    List<String> embedded = new ArrayList<>();
    List<String> described = new ArrayList<>();
    int row = 0;
    for (int j = 0; j < variables.size(); j++) {
      Variable one = variables.get(j);
      String x = g.slice(value, 2, one.from(), (long) one.from() + one.features());
      String w = g.constant(rows(maps, row, one.features()), one.features(), units);
      String xi = g.add(g.matmul(x, w), g.constant(rows(biases, j, 1), units));
      embedded.add(xi);
      String made = describer().export(g, xi, each(input), describer(j, input, weights));
      described.add(g.unsqueeze(made, 2));
      row += one.features();
    }
    for (Variable more : context) {
      embedded.add(g.slice(value, 2, more.from(), (long) more.from() + more.features()));
    }
    String together = g.concat(2, embedded.toArray(String[]::new));
    String scores = weigher().export(g, together, weighed(input), weigher(input, weights));
    String shares = g.softmax(scores);
    List<String> names = variables.stream().map(Variable::name).toList();
    g.expose(name, g.transpose(shares, 1, 0, 2), names, input.steps(), variables.size());
    String parts = g.concat(2, described.toArray(String[]::new));
    return g.squeeze(g.matmul(g.unsqueeze(shares, 2), parts), 2);
  }

  @Override
  public int needs(Shape input, int wanted) {
    return wanted;
  }

  private float[] rows(float[] matrix, int from, int count) {
    float[] part = new float[count * units];
    System.arraycopy(matrix, from * units, part, 0, part.length);
    return part;
  }
}
