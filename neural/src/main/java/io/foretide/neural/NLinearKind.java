package io.foretide.neural;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.KindCard;
import io.foretide.models.series.Step;
import io.foretide.neural.bricks.Brick;
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
 * One linear map from the steps of a context to those ahead, of differences to the last value: that
 * is what a context is scaled by, so that subtracting it and adding it again are part of the graph.
 */
public final class NLinearKind extends NeuralKind<NLinearOptions> {
  private static final KindCard CARD =
      KindCard.of("nlinear", "NLinear", "linear")
          .useCases("long horizons", "load and temperature", "a floor for every network")
          .description(
              "A linear map from the context to every step ahead, quantiles among them, relative to"
                  + " the last value; the same map for all series.")
          .strengths(
              "as good as far larger networks on long horizons",
              "cheap to fit and to ask",
              "follows a series whose level has shifted")
          .weaknesses(
              "starts from the last value, which is a poor start where single values are noisy",
              "of the calendar only cycles longer than its context, no holidays; promotions and"
                  + " prices are added where its settings name their columns",
              "one map for all series, whatever their rhythm")
          .bestFor("long regular series with a stable rhythm and a moving level")
          .dataNeeds("regular steps; gaps are allowed and count as the last value")
          .samples(60, 400)
          .explainability("its weights: what each step of the context adds to each step ahead")
          .paper("Zeng et al. 2023, Are Transformers Effective for Time Series Forecasting?")
          .build();

  public NLinearKind() {
    super(CARD, NLinearOptions.class);
  }

  @Override
  WindowShape shape(Step step, int horizon, NLinearOptions options) {
    return super.shape(step, horizon, options)
        .withCalendar(options.calendar().names(step, options.training().lookback()))
        .with(Scaling.LAST_VALUE)
        .with(Baseline.NONE);
  }

  @Override
  List<Explanation> explanations(MultiLayerNetwork network, WindowShape shape, Point point) {
    return List.of(LinearWeights.of(network, shape, point));
  }

  @Override
  Brick network(WindowShape shape, NLinearOptions options, int outputs) {
    return Sequence.of(
        CovariateHead.beside(
            Sequence.of(
                new Excerpt(0, shape.contextLength(), 0, 1),
                LinearHead.of(shape.horizon(), outputs)),
            shape,
            outputs));
  }
}
