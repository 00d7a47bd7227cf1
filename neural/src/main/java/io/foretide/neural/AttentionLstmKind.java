package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Lstm;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * LSTM layers over one window of context and horizon, as in {@link LstmKind}, and attention of
 * every step to all steps of the window on top of them, with a shortcut around it.
 */
public final class AttentionLstmKind extends NeuralKind<AttentionLstmOptions> {
  private static final KindCard CARD =
      KindCard.of("attention-lstm", "Attention-LSTM", "recurrent")
          .useCases("retail demand", "many related series", "forecasts that must be explained")
          .description(
              "The recurrent network of lstm, whose steps then look back at all other steps through"
                  + " multi-head attention; direct multi-step quantiles, one network for all"
                  + " series.")
          .strengths(
              "learns across series, so that a short one profits from the long ones",
              "sees a day of last month directly, not through what the state kept of it",
              "which steps it looked at can be read out")
          .weaknesses(
              "takes several times as long to train as lstm, and is seldom much more accurate",
              "needs many windows: a single short series is better served by ets or theta",
              "promotions and prices count only where its settings name their columns")
          .bestFor("dozens of series or more whose past holds events worth looking back at")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability("attention weights of every step ahead to the steps of its window")
          .paper(
              "Bahdanau et al. 2015, Neural Machine Translation by Jointly Learning to Align and"
                  + " Translate; Vaswani et al. 2017, Attention Is All You Need")
          .build();

  public AttentionLstmKind() {
    super(CARD, AttentionLstmOptions.class);
  }

  @Override
  Brick network(WindowShape shape, AttentionLstmOptions options, int outputs) {
    List<Brick> bricks = new ArrayList<>();
    for (int l = 0; l < options.hiddenLayers(); l++) {
      bricks.add(new Lstm(Math.max(1, options.units() >> l)));
      bricks.add(new Dropout(options.dropout()));
    }
    bricks.add(Encoder.attended(options.heads(), options.headSize(), options.dropout()));
    bricks.add(new LastSteps(shape.horizon()));
    bricks.add(Dense.linear(outputs));
    return Sequence.of(new Sequence(bricks));
  }
}
