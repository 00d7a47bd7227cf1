package io.foretide.trainer;

import io.foretide.models.evaluation.Cutoffs;
import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Dataset;
import io.foretide.schemas.ModelDefined;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** What everything in a run is fitted and judged on. */
final class Plan {
  /** The ends of the 95 % interval, which every scorecard reports on. */
  private static final double[] JUDGED = {0.025, 0.975};

  private final Dataset data;
  private final int horizon;
  private final double[] levels;
  private final List<Instant> cutoffs;
  private final boolean market;

  private Plan(Dataset data, int horizon, double[] levels, List<Instant> cutoffs, boolean market) {
    this.data = data;
    this.horizon = horizon;
    this.levels = levels;
    this.cutoffs = cutoffs;
    this.market = market;
  }

  /**
   * @param minimumSamples steps that the first cutoff leaves to learn from, at least
   * @param notBefore what is compared has seen data up to then, so no earlier cutoff counts
   */
  static Plan of(ModelDefined model, Dataset data, int minimumSamples, Instant notBefore) {
    double[] levels =
        DoubleStream.concat(
                model.getLevels().stream().mapToDouble(Double::doubleValue), Arrays.stream(JUDGED))
            .sorted()
            .distinct()
            .toArray();
    int horizon = model.getHorizon();
    List<Instant> cutoffs =
        Cutoffs.rolling(data, horizon, model.getBacktestCutoffs(), minimumSamples).stream()
            .filter(cutoff -> !cutoff.isBefore(notBefore))
            .toList();
    // Whoever leaves the task out must not escape the random walk by it.
    boolean market =
        !model.getTask().isEmpty() || data.series().stream().allMatch(MarketTask::suits);
    return new Plan(data, horizon, levels, cutoffs, market);
  }

  Dataset data() {
    return data;
  }

  /** In steps. */
  int horizon() {
    return horizon;
  }

  /** Ascending quantile levels: the model's, and those of the 95 % interval. */
  double[] levels() {
    return levels.clone();
  }

  /** Whether the model is judged against the random walk. */
  boolean isMarket() {
    return market;
  }

  /** In time order; empty where the data is too short for a backtest. */
  List<Instant> cutoffs() {
    return cutoffs;
  }
}
