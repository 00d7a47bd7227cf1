package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Gru;
import io.foretide.neural.training.WindowShape;

/**
 * GRU layers over one window of context and horizon: after the cutoff the input is the seasonal
 * baseline and the calendar, and every step's output is the difference to that baseline.
 */
public final class GruKind extends NeuralKind<RecurrentOptions> {
  private static final KindCard CARD =
      KindCard.of("gru", "GRU", "recurrent")
          .useCases("retail demand", "many related series", "load and traffic")
          .description(
              "The recurrent network of lstm with gated recurrent units: three gates instead of"
                  + " four and no memory beside the state, so a quarter fewer weights; direct"
                  + " multi-step quantiles, trained through DL4J and served as an ONNX graph.")
          .strengths(
              "learns across series, so that a short one profits from the long ones",
              "a quarter fewer weights than lstm of the same width",
              "quantiles of its own")
          .weaknesses(
              "needs many windows: a single short series is better served by ets or theta",
              "sees no further back than its lookback",
              "promotions and prices count only where its settings name their columns",
              "has no memory beside its state, as lstm has for what is long past")
          .bestFor("dozens of series or more with a common rhythm")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability("none beyond its forecasts and quantiles")
          .paper("Cho et al. 2014, Learning Phrase Representations using RNN Encoder-Decoder")
          .build();

  public GruKind() {
    super(CARD, RecurrentOptions.class);
  }

  @Override
  Brick network(WindowShape shape, RecurrentOptions options, int outputs) {
    return options.network(shape.horizon(), outputs, Gru::new);
  }
}
