package io.foretide.models.allocation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.explanation.Look;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.market.Increments;
import io.foretide.models.market.MarketModel;
import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.NormalQuantile;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A portfolio and the moments it was made from, by which each asset is also forecast. What was no
 * asset is forecast as a random walk of its own spread.
 */
final class AllocationModel extends MarketModel implements Allocator {
  /** What the artifact holds. */
  record Portfolio(double barsPerStep, List<Holding> holdings) {
    Portfolio {
      holdings = List.copyOf(holdings);
    }
  }

  static final String FILE = "portfolio.json";
  static final ObjectMapper JSON = new ObjectMapper();

  private final Portfolio portfolio;
  private final Map<String, Holding> bySeries;

  AllocationModel(Portfolio portfolio) {
    this.portfolio = portfolio;
    this.bySeries =
        portfolio.holdings().stream().collect(Collectors.toMap(Holding::series, h -> h));
  }

  @Override
  public Map<SeriesId, Double> weights() {
    Map<SeriesId, Double> weights = new LinkedHashMap<>();
    portfolio.holdings().forEach(h -> weights.put(SeriesId.parse(h.series()), h.weight()));
    return weights;
  }

  @Override
  public List<Explanation> explanations() {
    List<Holding> holdings = portfolio.holdings();
    return List.of(
        new Explanation(
            "portfolio",
            "The share of each asset, and what its log return was expected to be and to stray by.",
            Look.bars("Portfolio", "asset", ""),
            holdings.stream().map(Holding::series).toList(),
            List.of("weight", "mean of a bar", "deviation of a bar"),
            holdings.stream()
                .map(h -> new double[] {h.weight(), h.mean(), h.deviation()})
                .toArray(double[][]::new)));
  }

  @Override
  protected Forecast forecast(Series history, int steps, double[] levels, double[] deviations) {
    Holding known = bySeries.get(history.id().text());
    MarketTask task = MarketTask.of(history);
    Increments increments = Increments.of(history);
    boolean moments = known != null && (task != MarketTask.PRICE || increments == Increments.LOG);
    Holding holding = moments ? known : stranger(history, increments);
    double[] mean = new double[steps];
    double[][] quantiles = new double[levels.length][steps];
    double pivot = task.pivot(history);
    for (int h = 0; h < steps; h++) {
      double bars = (h + 1) * portfolio.barsPerStep();
      double centre = moments ? centre(task, known, pivot, bars) : increments.after(pivot, 0);
      centre = !moments && task != MarketTask.PRICE ? pivot : centre;
      double spread = spread(task, holding, bars);
      mean[h] = centre;
      for (int q = 0; q < levels.length; q++) {
        double off = deviations[q] * spread;
        quantiles[q][h] = task == MarketTask.PRICE ? increments.after(centre, off) : centre + off;
      }
    }
    return new Forecast(history.id(), history.end(), mean, levels.clone(), quantiles);
  }

  private static double centre(MarketTask task, Holding asset, double pivot, double bars) {
    return switch (task) {
      case PRICE -> pivot * Math.exp(bars * asset.mean());
      case RETURN -> asset.mean();
      case VOLATILITY -> asset.deviation();
      case DIRECTION -> NormalQuantile.probability(asset.mean() / asset.deviation());
    };
  }

  private static double spread(MarketTask task, Holding asset, double bars) {
    return task == MarketTask.PRICE ? asset.deviation() * Math.sqrt(bars) : asset.deviation();
  }

  /** A series that is no asset of this portfolio, by the spread of its own increments. */
  private static Holding stranger(Series history, Increments increments) {
    double squares = 0;
    int seen = 0;
    double before = Double.NaN;
    for (int i = 0; i < history.length(); i++) {
      double now = history.targetAt(i);
      if (!Double.isNaN(now)) {
        double increment = increments.between(before, now);
        if (Double.isFinite(increment)) {
          squares += increment * increment;
          seen++;
        }
        before = now;
      }
    }
    return new Holding(history.id().text(), 0, 0, seen == 0 ? 0 : Math.sqrt(squares / seen));
  }

  @Override
  public String format() {
    return AllocationFormat.ID;
  }

  /** Three per asset. */
  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(3L * portfolio.holdings().size());
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(FILE, JSON.writeValueAsBytes(portfolio));
    Explanations.write(artifacts, explanations());
  }
}
