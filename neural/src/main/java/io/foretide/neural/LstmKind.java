package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.training.WindowShape;
import java.util.List;

/**
 * LSTM layers over one window of context and horizon: after the cutoff the input is the seasonal
 * baseline and the calendar, and every step's output is the difference to that baseline.
 */
public final class LstmKind extends NeuralKind<RecurrentOptions> {
  private static final KindCard CARD =
      new KindCard(
          "lstm",
          "LSTM",
          "recurrent",
          List.of("retail demand", "many related series", "load and traffic"),
          "One recurrent network for all series, each scaled by its own recent level; direct"
              + " multi-step quantiles, trained through DL4J and served as an ONNX graph.",
          List.of(
              "learns across series, so that a short one profits from the long ones",
              "calendar effects that all series share",
              "quantiles of its own"),
          List.of(
              "needs many windows: a single short series is better served by ets or theta",
              "sees no further back than its lookback",
              "promotions and prices count only where its settings name their columns"),
          "dozens of series or more with a common rhythm",
          "regular steps; gaps are allowed",
          60,
          400,
          "none beyond its forecasts and quantiles",
          false,
          false,
          false,
          false,
          "Hochreiter and Schmidhuber 1997, Long Short-Term Memory");

  public LstmKind() {
    super(CARD, RecurrentOptions.class);
  }

  @Override
  Brick network(WindowShape shape, RecurrentOptions options, int outputs) {
    return options.network(shape.horizon(), outputs, Lstm::new);
  }
}
