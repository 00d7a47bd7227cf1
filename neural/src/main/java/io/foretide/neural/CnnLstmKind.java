package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Activation;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.CausalConvolution;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Causal convolutions, and LSTM layers on what they find, over one window of context and horizon:
 * after the cutoff the input is the seasonal baseline and the calendar, and every step's output is
 * the difference to that baseline.
 */
public final class CnnLstmKind extends NeuralKind<CnnLstmOptions> {
  private static final KindCard CARD =
      KindCard.of("cnn-lstm", "CNN-LSTM", "recurrent")
          .useCases("load and traffic", "retail demand", "many related series")
          .description(
              "Convolutions that find short patterns, bends and peaks, in a few steps at a time,"
                  + " and an LSTM that follows them through the window; one network for all series,"
                  + " direct multi-step quantiles.")
          .strengths(
              "short patterns are learned once, wherever in the window they are",
              "the recurrent layer sees smoothed steps rather than single noisy ones",
              "quantiles of its own")
          .weaknesses(
              "needs many windows: a single short series is better served by ets or theta",
              "sees no further back than its lookback",
              "promotions and prices count only where its settings name their columns")
          .bestFor("dozens of series or more whose days are noisy and whose shapes repeat")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability("none beyond its forecasts and quantiles")
          .paper(
              "Sainath et al. 2015, Convolutional, Long Short-Term Memory, Fully Connected Deep"
                  + " Neural Networks")
          .build();

  public CnnLstmKind() {
    super(CARD, CnnLstmOptions.class);
  }

  @Override
  Brick network(WindowShape shape, CnnLstmOptions options, int outputs) {
    List<Brick> bricks = new ArrayList<>();
    for (int c = 0; c < options.convolutions(); c++) {
      bricks.add(new CausalConvolution(options.filters(), options.kernel(), 1, Activation.RELU));
    }
    bricks.add(new Dropout(options.dropout()));
    for (int l = 0; l < options.hiddenLayers(); l++) {
      bricks.add(new Lstm(options.units()));
      if (l < options.hiddenLayers() - 1) {
        bricks.add(new Dropout(options.dropout()));
      }
    }
    bricks.add(new LastSteps(shape.horizon()));
    bricks.add(new Dropout(options.dropout()));
    bricks.add(Dense.linear(outputs));
    return Sequence.of(new Sequence(bricks));
  }
}
