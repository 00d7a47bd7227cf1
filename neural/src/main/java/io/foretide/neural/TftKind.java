package io.foretide.neural;

import io.foretide.models.kind.KindCard;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.training.WindowShape;

/**
 * The temporal fusion transformer (Lim et al. 2021, figure 2): variables are selected, an LSTM
 * reads them in order, and attention looks back, every part behind a gate. One LSTM reads both what
 * was before the cutoff and what is known of the time after it, where the paper has an encoder and
 * a decoder with weights of their own.
 */
public final class TftKind extends NeuralKind<TftOptions> {
  private static final KindCard CARD =
      KindCard.of("tft", "Temporal Fusion Transformer", "attention")
          .useCases("retail demand", "many related series", "forecasts that must be explained")
          .description(
              "Selects among its variables at every step, reads them in order and looks back"
                  + " through attention, with a gate behind every part; direct multi-step"
                  + " quantiles, one network for all series.")
          .strengths(
              "says how much each variable counts, and how much each past step",
              "gates close what the data do not need, so that small data sets suit it too",
              "calendar effects that all series share")
          .weaknesses(
              "the slowest of the neural kinds to train, and seldom the most accurate",
              "promotions, prices and attributes count only where its settings name them",
              "sees no further back than its lookback")
          .bestFor("dozens of series or more where somebody asks why")
          .dataNeeds("regular steps; gaps are allowed")
          .samples(60, 400)
          .explainability(
              "importance of each variable before and after the cutoff; attention weights of every"
                  + " step ahead to the steps of its window")
          .paper(
              "Lim et al. 2021, Temporal Fusion Transformers for Interpretable Multi-horizon Time"
                  + " Series Forecasting")
          .build();

  public TftKind() {
    super(CARD, TftOptions.class);
  }

  @Override
  Brick network(WindowShape shape, TftOptions options, int outputs) {
    return new TftNetwork(shape, options).brick(outputs);
  }
}
