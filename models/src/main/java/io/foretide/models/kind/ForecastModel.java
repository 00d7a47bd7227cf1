package io.foretide.models.kind;

import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import java.util.List;

/** A fitted model that forecasts. */
public interface ForecastModel extends FittedModel {
  /** The farthest step ahead it can forecast; {@link Integer#MAX_VALUE} where there is no limit. */
  int maxHorizon();

  /**
   * Forecasts each context from the end of its history. A series that was not in the training data
   * is forecast as well as the kind can; the result is always finite.
   *
   * @param levels ascending quantile levels within (0, 1); may be empty
   * @return one forecast per context, in the same order, each of exactly {@code horizon.steps()}
   *     steps
   * @throws IllegalArgumentException if the horizon is beyond {@link #maxHorizon()}
   */
  List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels);
}
