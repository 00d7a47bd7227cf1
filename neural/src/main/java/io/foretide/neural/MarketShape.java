package io.foretide.neural;

import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Dataset;
import io.foretide.neural.training.Baseline;
import io.foretide.neural.training.Point;
import io.foretide.neural.training.Scaling;
import io.foretide.neural.training.WindowShape;

/**
 * How a network sees a market: with nothing learned, it says what somebody says who knows nothing
 * (the last price, no return, the window's mean volatility and share of ups), since a season of
 * prices is noise, and a level that has been left is no forecast.
 */
final class MarketShape {
  private MarketShape() {}

  static WindowShape of(WindowShape shape, Dataset bars) {
    return shape.with(scaling(task(bars))).with(Baseline.NONE);
  }

  private static Scaling scaling(MarketTask task) {
    return switch (task) {
      case PRICE -> Scaling.LAST_VALUE;
      case RETURN -> Scaling.MEAN_ABSOLUTE;
      case VOLATILITY, DIRECTION -> Scaling.STANDARD;
    };
  }

  /** What is forecast, unless it is a probability: of ups and downs that is the mean. */
  static Point point(Point chosen, Dataset data) {
    return !data.isEmpty() && task(data) == MarketTask.DIRECTION ? Point.MEAN : chosen;
  }

  private static MarketTask task(Dataset data) {
    return MarketTask.of(data.series().get(0));
  }
}
