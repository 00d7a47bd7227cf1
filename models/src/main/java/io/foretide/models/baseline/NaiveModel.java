package io.foretide.models.baseline;

import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.NormalQuantile;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The last observation, and the spread of the steps that led to it. Learns nothing, so there is
 * nothing to save.
 */
final class NaiveModel implements ForecastModel {
  static final String FORMAT = "naive/1";

  @Override
  public int maxHorizon() {
    return Integer.MAX_VALUE;
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    List<Forecast> forecasts = new ArrayList<>(contexts.size());
    for (Context context : contexts) {
      forecasts.add(forecast(context.history(), horizon.steps(), levels));
    }
    return forecasts;
  }

  private static Forecast forecast(Series history, int steps, double[] levels) {
    return MarketTask.of(history) == MarketTask.PRICE
        ? walk(history, steps, levels)
        : level(history, steps, levels);
  }

  /** What does not walk, such as a return, stays where the market's floor is. */
  private static Forecast level(Series history, int steps, double[] levels) {
    double floor = MarketTask.of(history).floor(history);
    double spread =
        Math.sqrt(
            Arrays.stream(history.target())
                .filter(Double::isFinite)
                .map(y -> (y - floor) * (y - floor))
                .average()
                .orElse(0));
    double[] mean = new double[steps];
    Arrays.fill(mean, floor);
    double[][] quantiles = new double[levels.length][steps];
    for (int q = 0; q < levels.length; q++) {
      Arrays.fill(quantiles[q], floor + spread * NormalQuantile.of(levels[q]));
    }
    return new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles);
  }

  private static Forecast walk(Series history, int steps, double[] levels) {
    double last = 0;
    double previous = Double.NaN;
    double squares = 0;
    int moves = 0;
    for (int i = 0; i < history.length(); i++) {
      double y = history.targetAt(i);
      if (!Double.isNaN(y)) {
        if (!Double.isNaN(previous)) {
          squares += (y - previous) * (y - previous);
          moves++;
        }
        previous = y;
        last = y;
      }
    }
    double sigma = moves == 0 ? 0 : Math.sqrt(squares / moves);
    double[] mean = new double[steps];
    Arrays.fill(mean, last);
    double[][] quantiles = new double[levels.length][steps];
    for (int q = 0; q < levels.length; q++) {
      double z = NormalQuantile.of(levels[q]);
      for (int h = 0; h < steps; h++) {
        quantiles[q][h] = last + z * sigma * Math.sqrt(h + 1);
      }
    }
    return new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles);
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(0);
  }

  @Override
  public void save(ArtifactWriter artifacts) {}

  @Override
  public void close() {}
}
