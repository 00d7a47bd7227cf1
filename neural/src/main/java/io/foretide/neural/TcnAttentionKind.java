package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.ConvolutionBlock;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of {@link TcnKind} over one window of context and horizon, and attention of
 * every step to all steps of the window on top of them, with a shortcut around it.
 */
public final class TcnAttentionKind extends NeuralKind<TcnAttentionOptions> {
  private static final KindCard CARD =
      KindCard.of("tcn-attention", "TCN with attention", "convolution")
          .useCases("load and traffic", "many related series", "forecasts that must be explained")
          .description(
              "Dilated causal convolutions, whose steps then look at all other steps of the window"
                  + " through multi-head attention; direct multi-step quantiles, one network for"
                  + " all series.")
          .strengths(
              "sees the whole window, also what lies beyond the convolutions' receptive field",
              "learns all steps of a window at once, which no recurrent network can",
              "which steps it looked at can be read out")
          .weaknesses(
              "slower than tcn, and seldom much more accurate",
              "attention costs the square of the window's length",
              "promotions and prices count only where its settings name their columns")
          .bestFor("dozens of series or more, hundreds of steps each")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability(
              "attention weights of every step ahead to the steps of its window; its"
                  + " receptive field is the lookback")
          .paper(
              "Bai et al. 2018, An Empirical Evaluation of Generic Convolutional and Recurrent"
                  + " Networks for Sequence Modeling; Vaswani et al. 2017, Attention Is All You"
                  + " Need")
          .build();

  public TcnAttentionKind() {
    super(CARD, TcnAttentionOptions.class);
  }

  @Override
  Brick network(WindowShape shape, TcnAttentionOptions options, int outputs) {
    List<Brick> bricks = new ArrayList<>();
    for (int b = 0; b < options.blocks(); b++) {
      bricks.add(
          new ConvolutionBlock(options.filters(), options.kernel(), 1 << b, options.dropout()));
    }
    bricks.add(Encoder.attended(options.heads(), options.headSize(), options.dropout()));
    bricks.add(new LastSteps(shape.horizon()));
    bricks.add(Dense.linear(outputs));
    return Sequence.of(new Sequence(bricks));
  }
}
