package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.training.WindowShape;

/**
 * LSTM layers over one window of context and horizon: after the cutoff the input is the seasonal
 * baseline and the calendar, and every step's output is the difference to that baseline.
 */
public final class LstmKind extends NeuralKind<RecurrentOptions> {
  private static final KindCard CARD =
      KindCard.of("lstm", "LSTM", "recurrent")
          .useCases("retail demand", "many related series", "load and traffic")
          .description(
              "One recurrent network for all series, each scaled by its own recent level; direct"
                  + " multi-step quantiles, trained through DL4J and served as an ONNX graph.")
          .strengths(
              "learns across series, so that a short one profits from the long ones",
              "calendar effects that all series share",
              "quantiles of its own")
          .weaknesses(
              "needs many windows: a single short series is better served by ets or theta",
              "sees no further back than its lookback",
              "promotions and prices count only where its settings name their columns")
          .bestFor("dozens of series or more with a common rhythm")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability("none beyond its forecasts and quantiles")
          .paper("Hochreiter and Schmidhuber 1997, Long Short-Term Memory")
          .build();

  public LstmKind() {
    super(CARD, RecurrentOptions.class);
  }

  @Override
  Brick network(WindowShape shape, RecurrentOptions options, int outputs) {
    return options.network(shape.horizon(), outputs, Lstm::new);
  }
}
