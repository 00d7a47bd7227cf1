package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Dense;
import io.foretide.neural.bricks.Dropout;
import io.foretide.neural.bricks.Excerpt;
import io.foretide.neural.bricks.Flatten;
import io.foretide.neural.bricks.LearnedPositions;
import io.foretide.neural.bricks.Patches;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.bricks.Spread;
import io.foretide.neural.training.Scaling;
import io.foretide.neural.training.WindowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention between patches of the context, each series by itself, and one linear map of all
 * patches to all steps ahead.
 */
public final class PatchTstKind extends NeuralKind<PatchTstOptions> {
  private static final KindCard CARD =
      KindCard.of("patchtst", "PatchTST", "attention")
          .useCases("load and traffic", "long horizons", "long contexts")
          .description(
              "A transformer that reads a long context as a few dozen overlapping patches, one"
                  + " network for all series, each normalised by its own mean and deviation; direct"
                  + " multi-step quantiles.")
          .strengths(
              "among the most accurate on long horizons of regular measurements",
              "a long context costs little: attention is between patches, not steps",
              "which patches it looked at can be read out")
          .weaknesses(
              "of the calendar it sees only cycles longer than its context; no holidays",
              "needs a long context, and many windows to learn from",
              "promotions and prices count only where its settings name their columns")
          .bestFor("hourly measurements with a daily and weekly rhythm, forecast days ahead")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(120, 1000)
          .explainability("attention weights between patches, per layer")
          .paper(
              "Nie et al. 2023, A Time Series is Worth 64 Words: Long-term Forecasting with"
                  + " Transformers")
          .build();

  /** The value, and whether it was observed. */
  private static final int FEATURES = 2;

  /**
   * Numbers per step ahead from which mean and quantiles follow by a linear map that all steps
   * share: a head for each of them would be eight times as large, and learn the same thing eight
   * times.
   */
  private static final int PER_STEP = 3;

  public PatchTstKind() {
    super(CARD, PatchTstOptions.class);
  }

  @Override
  WindowShape shape(Step step, int horizon, PatchTstOptions options) {
    return super.shape(step, horizon, options)
        .with(Scaling.STANDARD)
        .withCalendar(options.calendar().names(step, options.training().lookback()));
  }

  @Override
  Brick network(WindowShape shape, PatchTstOptions options, int outputs) {
    int context = shape.contextLength();
    List<Brick> bricks = new ArrayList<>();
    bricks.add(new Excerpt(0, context, 0, FEATURES));
    bricks.add(new Patches(Math.min(options.patch(), context), options.stride()));
    bricks.add(Dense.linear(options.units()));
    bricks.add(new LearnedPositions());
    bricks.add(new Dropout(options.dropout()));
    for (int l = 0; l < options.hiddenLayers(); l++) {
      bricks.addAll(
          Encoder.layer(options.units(), options.heads(), options.innerUnits(), options.dropout()));
    }
    bricks.add(new Flatten());
    bricks.add(new Dropout(options.dropout()));
    bricks.add(Dense.linear(shape.horizon() * PER_STEP));
    bricks.add(new Spread(shape.horizon()));
    bricks.add(Dense.linear(outputs));
    return Sequence.of(CovariateHead.beside(new Sequence(bricks), shape, outputs));
  }
}
