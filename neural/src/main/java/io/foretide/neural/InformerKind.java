package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Activation;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.CausalConvolution;
import io.foretide.neural.bricks.CrossAttention;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.Excerpt;
import io.foretide.neural.bricks.LastSteps;
import io.foretide.neural.bricks.LayerNorm;
import io.foretide.neural.bricks.LearnedPositions;
import io.foretide.neural.bricks.MaxPool;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.training.Scaling;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoder whose sparse attention reads the context, halved from layer to layer, and a decoder
 * that asks it for all steps ahead in one pass, starting from the last half of the context (Zhou et
 * al. 2021). Unlike there, the decoder's input after the cutoff is the seasonal baseline and no
 * zeros, and its attention to itself is full.
 */
public final class InformerKind extends NeuralKind<InformerOptions> {
  private static final KindCard CARD =
      KindCard.of("informer", "Informer", "attention")
          .useCases("long contexts", "long horizons", "load and traffic")
          .description(
              "A transformer for long contexts: only the queries that look at something in"
                  + " particular attend, the context is halved from layer to layer, and a decoder"
                  + " forecasts all steps ahead in one pass; direct multi-step quantiles, one"
                  + " network for all series.")
          .strengths(
              "reads contexts of many hundred steps",
              "all steps ahead at once, without feeding forecasts back",
              "calendar effects that all series share")
          .weaknesses(
              "patchtst and even nlinear are usually more accurate on long horizons",
              "needs many windows to learn from",
              "promotions and prices count only where its settings name their columns")
          .bestFor("hourly measurements, long contexts, where its family is asked for")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(120, 1000)
          .explainability("attention weights of every step ahead to the halved context")
          .paper(
              "Zhou et al. 2021, Informer: Beyond Efficient Transformer for Long Sequence"
                  + " Time-Series Forecasting")
          .build();

  private static final int EMBEDDING_STEPS = 3;

  public InformerKind() {
    super(CARD, InformerOptions.class);
  }

  @Override
  WindowShape shape(Step step, int horizon, InformerOptions options) {
    return super.shape(step, horizon, options).with(Scaling.STANDARD);
  }

  @Override
  Brick network(WindowShape shape, InformerOptions options, int outputs) {
    int units = options.units();
    Brick embed = CausalConvolution.linear(units, EMBEDDING_STEPS, 1);
    List<Brick> bricks = new ArrayList<>();
    bricks.add(embed);
    bricks.add(new LearnedPositions());
    bricks.add(new Dropout(options.dropout()));
    bricks.add(
        new CrossAttention(
            decoder(shape, options),
            encoder(shape.contextLength(), options),
            options.heads(),
            Encoder.headSize(units, options.heads())));
    bricks.add(new LayerNorm());
    bricks.addAll(Encoder.feedForward(units, options.innerUnits(), options.dropout()));
    bricks.add(Dense.linear(outputs));
    return Sequence.of(new Sequence(bricks));
  }

  /** Attention of the last half of the context and of all steps ahead to what was before each. */
  private static Brick decoder(WindowShape shape, InformerOptions options) {
    int start = (shape.contextLength() + 1) / 2;
    List<Brick> bricks = new ArrayList<>();
    bricks.add(new LastSteps(start + shape.horizon()));
    bricks.addAll(
        Encoder.normalised(
            Encoder.attention(options.units(), options.heads(), true), options.dropout()));
    bricks.add(new LastSteps(shape.horizon()));
    return new Sequence(bricks);
  }

  private static Brick encoder(int context, InformerOptions options) {
    List<Brick> bricks = new ArrayList<>();
    bricks.add(new Excerpt(0, context, 0, options.units()));
    int steps = context;
    for (int l = 0; l < options.hiddenLayers(); l++) {
      if (l > 0) {
        bricks.add(new CausalConvolution(options.units(), EMBEDDING_STEPS, 1, Activation.ELU));
        bricks.add(new MaxPool());
        steps = (steps + 1) / 2;
      }
      bricks.addAll(
          Encoder.normalised(
              Encoder.sparse(steps, options.units(), options.heads(), options.factor()),
              options.dropout()));
      bricks.addAll(Encoder.feedForward(options.units(), options.innerUnits(), options.dropout()));
    }
    return new Sequence(bricks);
  }
}
