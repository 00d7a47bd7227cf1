package io.foretide.neural;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Look;
import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.CausalConvolution;
import io.foretide.neural.bricks.ConvolutionBlock;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Causal convolutions whose dilation doubles from block to block, over one window of context and
 * horizon: after the cutoff the input is the seasonal baseline and the calendar, and every step's
 * output is the difference to that baseline.
 */
public final class TcnKind extends NeuralKind<TcnOptions> {
  private static final KindCard CARD =
      KindCard.of("tcn", "TCN", "convolution")
          .useCases("load and traffic", "many related series", "long contexts")
          .description(
              "A temporal convolutional network: blocks of two dilated causal convolutions with a"
                  + " shortcut, one network for all series; direct multi-step quantiles.")
          .strengths(
              "learns all steps of a window at once, which no recurrent network can",
              "how far back it looks is known beforehand",
              "calendar effects that all series share")
          .weaknesses(
              "sees no further back than its receptive field and its lookback",
              "many weights for what a linear kind often does as well",
              "promotions and prices count only where its settings name their columns")
          .bestFor("dozens of series or more, hundreds of steps each")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability(
              "its receptive field: 1 + 2 (kernel - 1) (2^blocks - 1) steps, 249 by default, 121"
                  + " lightweight, 505 deep")
          .paper(
              "Bai et al. 2018, An Empirical Evaluation of Generic Convolutional and Recurrent"
                  + " Networks for Sequence Modeling")
          .build();

  public TcnKind() {
    super(CARD, TcnOptions.class);
  }

  @Override
  List<Explanation> explanations(WindowShape shape, TcnOptions options) {
    List<ConvolutionBlock> blocks = blocks(options);
    List<String> names = new ArrayList<>();
    double[][] steps = new double[blocks.size()][1];
    int seen = 1;
    for (int b = 0; b < blocks.size(); b++) {
      seen += blocks.get(b).reach();
      names.add("block " + (b + 1) + ", dilation " + (1 << b));
      steps[b][0] = seen;
    }
    int lookback = shape.contextLength();
    return List.of(
        new Explanation(
            "receptive-field",
            "How many steps an output of each block depends on, its own among them. The last"
                + " block's are the receptive field; the lookback is %d steps%s."
                    .formatted(lookback, seen > lookback ? ", all of which are in it" : ""),
            Look.bars("Receptive field", "output of", ""),
            names,
            List.of("steps"),
            steps));
  }

  @Override
  Brick network(WindowShape shape, TcnOptions options, int outputs) {
    List<Brick> bricks = new ArrayList<>(blocks(options));
    bricks.add(new LastSteps(shape.horizon()));
    // A dense layer, as a convolution of one tap: so it is served in the layout of those before it.
    bricks.add(CausalConvolution.linear(outputs, 1, 1));
    // One DL4J layer of all: between layers it copies, and gradients are limited layer by layer.
    return Sequence.of(new Sequence(bricks));
  }

  private static List<ConvolutionBlock> blocks(TcnOptions options) {
    return IntStream.range(0, options.blocks())
        .mapToObj(
            b ->
                new ConvolutionBlock(
                    options.filters(), options.kernel(), 1 << b, options.dropout()))
        .toList();
  }
}
