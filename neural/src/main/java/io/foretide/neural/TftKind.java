package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.BeforeAfter;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.GatedResidual;
import io.foretide.neural.bricks.InterpretableAttention;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.VariableSelection;
import io.foretide.neural.bricks.VariableSelection.Variable;
import io.foretide.neural.training.Covariates;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The temporal fusion transformer (Lim et al. 2021, figure 2): variables are selected, an LSTM
 * reads them in order, and attention looks back, every part behind a gate. One LSTM reads both what
 * was before the cutoff and what is known of the time after it, where the paper has an encoder and
 * a decoder with weights of their own. An attribute is a variable of every step, where the paper
 * has encoders of static variables whose context goes to all parts.
 */
public final class TftKind extends NeuralKind<TftOptions> {
  private static final KindCard CARD =
      KindCard.of("tft", "Temporal Fusion Transformer", "attention")
          .useCases("retail demand", "many related series", "forecasts that must be explained")
          .description(
              "Selects among its variables at every step, reads them in order and looks back"
                  + " through attention, with a gate behind every part; direct multi-step"
                  + " quantiles, one network for all series.")
          .strengths(
              "says how much each variable counts, and how much each past step",
              "gates close what the data do not need, so that small data sets suit it too",
              "calendar effects that all series share")
          .weaknesses(
              "the slowest of the neural kinds to train, and seldom the most accurate",
              "promotions, prices and attributes count only where its settings name them",
              "sees no further back than its lookback")
          .bestFor("dozens of series or more where somebody asks why")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability(
              "importance of each variable before and after the cutoff; attention weights of every"
                  + " step ahead to the steps of its window")
          .paper(
              "Lim et al. 2021, Temporal Fusion Transformers for Interpretable Multi-horizon Time"
                  + " Series Forecasting")
          .build();

  public TftKind() {
    super(CARD, TftOptions.class);
  }

  @Override
  Brick network(WindowShape shape, TftOptions options, int outputs) {
    int units = options.units();
    double dropout = options.dropout();
    int horizon = shape.horizon();
    List<Variable> past = new ArrayList<>();
    past.add(new Variable("value", 0, 1));
    past.add(new Variable("observed", 1, 1));
    past.addAll(calendar(shape));
    past.addAll(covariates(shape, true));
    List<Variable> future = new ArrayList<>();
    future.add(new Variable("baseline", 0, 1));
    future.add(new Variable("steps ahead", 2, 1));
    future.addAll(calendar(shape));
    future.addAll(covariates(shape, false));
    int size = Math.max(1, units / options.heads());
    Brick select =
        new BeforeAfter(
            shape.contextLength(),
            new VariableSelection("variables-before-the-cutoff", past, units, dropout),
            new VariableSelection("variables-after-the-cutoff", future, units, dropout));
    Brick layers = new Sequence(Collections.nCopies(options.hiddenLayers(), new Lstm(units)));
    Brick look = new InterpretableAttention(options.heads(), size, horizon);
    Brick temporal =
        Sequence.of(
            new GatedResidual(units, units, dropout),
            GatedResidual.around(units, dropout, look),
            new GatedResidual(units, units, dropout));
    return Sequence.of(
        Sequence.of(
            select,
            GatedResidual.around(units, dropout, layers),
            GatedResidual.around(units, dropout, temporal),
            Dense.linear(outputs)));
  }

  /** Each cycle of the calendar is one variable. */
  private static List<Variable> calendar(WindowShape shape) {
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

  /**
   * Each column or feature of bars is one variable, and so is each attribute, whatever the number
   * of its values.
   */
  private static List<Variable> covariates(WindowShape shape, boolean before) {
    Covariates seen = shape.covariates();
    List<Variable> variables = new ArrayList<>();
    int at = shape.covariatesFrom();
    for (Covariates.Column column : seen.known()) {
      variables.add(new Variable(column.name(), at++, 1));
    }
    for (String name : seen.before()) {
      if (before) {
        variables.add(new Variable(name, at, 1));
      }
      at++;
    }
    List<Covariates.Attribute> attributes = seen.attributes();
    for (int i = 0; i < attributes.size(); ) {
      String name = attributes.get(i).name();
      int from = i;
      while (i < attributes.size() && attributes.get(i).name().equals(name)) {
        i++;
      }
      variables.add(new Variable(name, at + from, i - from));
    }
    return variables;
  }
}
