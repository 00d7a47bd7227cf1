package io.foretide.models.market;

import io.foretide.models.explanation.Explainable;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.NormalQuantile;
import io.foretide.models.series.Series;
import java.util.Arrays;
import java.util.List;

/**
 * A model that goes on from each series by itself, as far as it is asked to, with quantiles told in
 * normal deviations. It holds nothing native.
 */
public abstract class MarketModel implements ForecastModel, Explainable {
  /**
   * @param deviations of the standard normal distribution, one for each level
   */
  protected abstract Forecast forecast(
      Series history, int steps, double[] levels, double[] deviations);

  @Override
  public final int maxHorizon() {
    return Integer.MAX_VALUE;
  }

  @Override
  public final List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    double[] deviations = Arrays.stream(levels).map(NormalQuantile::of).toArray();
    return contexts.stream()
        .map(context -> forecast(context.history(), horizon.steps(), levels, deviations))
        .toList();
  }

  /** Nothing native is held. */
  @Override
  public final void close() {}
}
