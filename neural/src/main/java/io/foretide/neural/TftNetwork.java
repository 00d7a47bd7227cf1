package io.foretide.neural;

import io.foretide.neural.bricks.BeforeAfter;
import io.foretide.neural.bricks.Beside;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Excerpt;
import io.foretide.neural.bricks.GatedResidual;
import io.foretide.neural.bricks.InterpretableAttention;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.VariableSelection;
import io.foretide.neural.bricks.VariableSelection.Variable;
import io.foretide.neural.training.Covariates;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The network of {@link TftKind}. */
final class TftNetwork {
  private final WindowShape shape;
  private final TftOptions options;
  private final int units;
  private final double dropout;

  TftNetwork(WindowShape shape, TftOptions options) {
    this.shape = shape;
    this.options = options;
    this.units = options.units();
    this.dropout = options.dropout();
  }

  Brick brick(int outputs) {
    List<Variable> attributes = attributes();
    Brick all = attributes.isEmpty() ? ofSteps() : withContexts(attributes);
    return Sequence.of(all, Dense.linear(outputs));
  }

  /** Nothing is known that does not change over time. */
  private Brick ofSteps() {
    Brick layers = new Sequence(Collections.nCopies(options.hiddenLayers(), new Lstm(units)));
    return Sequence.of(
        select(List.of()),
        GatedResidual.around(units, dropout, layers),
        GatedResidual.around(units, dropout, temporal()));
  }

  /**
   * Four contexts are made of the attributes (Lim et al. 2021, section 4.3). They stand beside
   * every step until the part has read them that they are for: one weighs the variables, two are
   * the LSTM's first state (said and cell), and the last enriches what attention reads (section
   * 4.5.1).
   */
  private Brick withContexts(List<Variable> attributes) {
    Brick once = Sequence.of(new Excerpt(0, 1, 0, shape.features()), once(attributes));
    Brick contexts = Sequence.of(once, new Beside(Collections.nCopies(4, residual())));
    int window = shape.features();
    Variable weighing = new Variable("context", window, units);
    List<Brick> layers = new ArrayList<>();
    layers.add(new Lstm(units, true));
    layers.addAll(Collections.nCopies(options.hiddenLayers() - 1, new Lstm(units)));
    Brick read =
        GatedResidual.around(
            units,
            dropout,
            features(0, units),
            Sequence.of(features(0, 3 * units), new Sequence(layers)));
    Brick asRead = Sequence.of(features(0, units), new LastSteps(shape.horizon()));
    return Sequence.of(
        Beside.of(features(0, window), contexts),
        Beside.of(select(List.of(weighing)), features(window + units, 3 * units)),
        Beside.of(read, features(3 * units, units)),
        GatedResidual.around(units, dropout, asRead, temporal()));
  }

  private Brick once(List<Variable> attributes) {
    return new VariableSelection("variables-that-do-not-change", attributes, units, dropout);
  }

  private Brick select(List<Variable> context) {
    return new BeforeAfter(
        shape.contextLength(),
        new VariableSelection("variables-before-the-cutoff", before(), units, dropout, context),
        new VariableSelection("variables-after-the-cutoff", after(), units, dropout, context));
  }

  /** Enriches every step, looks back, and bends what was found. */
  private Brick temporal() {
    int size = Math.max(1, units / options.heads());
    Brick look = new InterpretableAttention(options.heads(), size, shape.horizon());
    return Sequence.of(residual(), GatedResidual.around(units, dropout, look), residual());
  }

  private Brick residual() {
    return new GatedResidual(units, units, dropout);
  }

  /** Some features of every step. */
  private Brick features(int from, int count) {
    return new Excerpt(0, shape.steps(), from, count);
  }

  private List<Variable> before() {
    List<Variable> past = new ArrayList<>();
    past.add(new Variable("value", 0, 1));
    past.add(new Variable("observed", 1, 1));
    past.addAll(calendar());
    past.addAll(columns(true));
    return past;
  }

  private List<Variable> after() {
    List<Variable> future = new ArrayList<>();
    future.add(new Variable("baseline", 0, 1));
    future.add(new Variable("steps ahead", 2, 1));
    future.addAll(calendar());
    future.addAll(columns(false));
    return future;
  }

  /** Each cycle of the calendar is one variable. */
  private List<Variable> calendar() {
    List<Variable> cycles = new ArrayList<>();
    List<String> names = shape.calendar();
    for (int i = 0; i < names.size(); ) {
      String cycle = names.get(i).substring(0, names.get(i).indexOf('-'));
      int from = i;
      while (i < names.size() && names.get(i).startsWith(cycle)) {
        i++;
      }
      cycles.add(new Variable(cycle, WindowShape.OWN_FEATURES + from, i - from));
    }
    return cycles;
  }

  /** Each column or feature of bars is one variable; before the cutoff those of the past too. */
  private List<Variable> columns(boolean before) {
    Covariates seen = shape.covariates();
    List<Variable> variables = new ArrayList<>();
    int at = shape.covariatesFrom();
    for (Covariates.Column column : seen.known()) {
      variables.add(new Variable(column.name(), at++, 1));
    }
    for (String name : before ? seen.before() : List.<String>of()) {
      variables.add(new Variable(name, at++, 1));
    }
    return variables;
  }

  /** Each attribute is one variable, whatever the number of its values. */
  private List<Variable> attributes() {
    Covariates seen = shape.covariates();
    List<Covariates.Attribute> attributes = seen.attributes();
    int first = shape.covariatesFrom() + seen.features() - attributes.size();
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < attributes.size(); ) {
      String name = attributes.get(i).name();
      int from = i;
      while (i < attributes.size() && attributes.get(i).name().equals(name)) {
        i++;
      }
      variables.add(new Variable(name, first + from, i - from));
    }
    return variables;
  }
}
