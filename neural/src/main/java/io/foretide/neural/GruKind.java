package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Gru;
import io.foretide.neural.training.WindowShape;
import java.util.List;

/**
 * GRU layers over one window of context and horizon: after the cutoff the input is the seasonal
 * baseline and the calendar, and every step's output is the difference to that baseline.
 */
public final class GruKind extends NeuralKind<RecurrentOptions> {
  private static final KindCard CARD =
      new KindCard(
          "gru",
          "GRU",
          "recurrent",
          List.of("retail demand", "many related series", "load and traffic"),
          "The recurrent network of lstm with gated recurrent units: three gates instead of four and"
              + " no memory beside the state, so a quarter fewer weights; direct multi-step"
              + " quantiles, trained through DL4J and served as an ONNX graph.",
          List.of(
              "learns across series, so that a short one profits from the long ones",
              "a quarter fewer weights than lstm of the same width",
              "quantiles of its own"),
          List.of(
              "needs many windows: a single short series is better served by ets or theta",
              "sees no further back than its lookback",
              "promotions and prices count only where its settings name their columns",
              "has no memory beside its state, as lstm has for what is long past"),
          "dozens of series or more with a common rhythm",
          "regular steps; gaps are allowed",
          60,
          400,
          "none beyond its forecasts and quantiles",
          false,
          false,
          false,
          false,
          "Cho et al. 2014, Learning Phrase Representations using RNN Encoder-Decoder");

  public GruKind() {
    super(CARD, RecurrentOptions.class);
  }

  @Override
  Brick network(WindowShape shape, RecurrentOptions options, int outputs) {
    return options.network(shape.horizon(), outputs, Gru::new);
  }
}
