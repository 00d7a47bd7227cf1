package io.foretide.neural;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.KindCard;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Brick;
import io.foretide.neural.bricks.Decomposition;
import io.foretide.neural.bricks.Excerpt;
import io.foretide.neural.bricks.Sequence;
import io.foretide.neural.export.LinearWeights;
import io.foretide.neural.training.Baseline;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.Scaling;
import io.foretide.neural.training.WindowShape;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A linear map from the context's trend to the steps ahead, and another from what is left without
 * the trend, added up: the decomposition has both one after the other, so that one map is the two.
 */
public final class DLinearKind extends NeuralKind<DLinearOptions> {
  private static final KindCard CARD =
      KindCard.of("dlinear", "DLinear", "linear")
          .useCases("long horizons", "load and temperature", "a floor for every network")
          .description(
              "Two linear maps to every step ahead, quantiles among them: one from the trend of the"
                  + " context, a moving average, and one from what is left; the same for all"
                  + " series.")
          .strengths(
              "as good as far larger networks on long horizons",
              "cheap to fit and to ask",
              "does not hang on the last value, so that noise does it little harm")
          .weaknesses(
              "a level that shifts at the end of the context is followed late",
              "of the calendar only cycles longer than its context, no holidays; promotions and"
                  + " prices are added where its settings name their columns",
              "one map for all series, whatever their rhythm")
          .bestFor("long regular series with a trend and a stable rhythm")
          .dataNeeds("regular steps; gaps are allowed and count as the context's mean")
          .samples(60, 400)
          .explainability("its weights: what each step of the context adds to each step ahead")
          .paper("Zeng et al. 2023, Are Transformers Effective for Time Series Forecasting?")
          .build();

  public DLinearKind() {
    super(CARD, DLinearOptions.class);
  }

  @Override
  WindowShape shape(Step step, int horizon, DLinearOptions options) {
    return super.shape(step, horizon, options)
        .withCalendar(options.calendar().names(step, options.training().lookback()))
        .with(Scaling.STANDARD)
        .with(Baseline.NONE);
  }

  @Override
  List<Explanation> explanations(MultiLayerNetwork network, WindowShape shape, Point point) {
    return List.of(LinearWeights.of(network, shape, point));
  }

  @Override
  Brick network(WindowShape shape, DLinearOptions options, int outputs) {
    return Sequence.of(
        CovariateHead.beside(
            Sequence.of(
                new Excerpt(0, shape.contextLength(), 0, 1),
                new Decomposition(options.width()),
                LinearHead.of(shape.horizon(), outputs)),
            shape,
            outputs));
  }
}
