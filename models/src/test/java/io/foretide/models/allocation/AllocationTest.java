package io.foretide.models.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.market.MarketTask;
import io.foretide.models.market.Walks;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
  private static final int DAYS = 400;
  private static final int KNOWN = 300;

  static List<ModelKind> kinds() {
    return List.of(new CipoKind(), new BicipoKind());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void weightsOfAnyMarketAddUpToOneWithinTheirBounds(ModelKind kind) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      double most = 0.2 + 0.5 * random.nextDouble();
      Settings settings =
          Settings.of("most", String.valueOf(most), "aversion", String.valueOf(1 + 20 * seed));
      Dataset market = Walks.market(2 + random.nextInt(9), 120, random.nextDouble() - 0.5, seed);
      int assets = market.series().size();

      Map<SeriesId, Double> weights = weights(kind, market, settings);

      assertThat(weights).hasSize(assets);
      assertThat(weights.values().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-9));
      assertThat(weights.values())
          .allMatch(w -> w >= -1e-9 && w <= Math.max(most, 1.0 / assets) + 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aShuffledFutureChangesNeitherWeightsNorForecasts(ModelKind kind) {
    for (MarketTask task : MarketTask.values()) {
      Dataset clean = task.view(Walks.market(4, DAYS, 0, 3));
      Dataset dirty = task.view(Walks.shuffledFuture(Walks.market(4, DAYS, 0, 3), KNOWN, 8));
      Instant cutoff = clean.series().get(0).timeAt(KNOWN - 1);

      assertThat(weights(kind, dirty.upTo(cutoff), Settings.DEFAULTS))
          .isEqualTo(weights(kind, clean.upTo(cutoff), Settings.DEFAULTS));
      assertThat(means(kind, dirty.upTo(cutoff))).isEqualTo(means(kind, clean.upTo(cutoff)));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theWilderOfTwoAssetsIsHeldLess(ModelKind kind) {
    Series calm = Walks.prices("calm", DAYS, 0, 1);
    Series other = Walks.prices("wild", DAYS, 0, 2);
    double[] wild = Arrays.stream(other.target()).map(y -> 100 * Math.pow(y / 100, 3)).toArray();
    Dataset market = new Dataset("market", Step.DAY, List.of(calm, Walks.bars("wild", wild)));

    Map<SeriesId, Double> weights =
        weights(kind, market, Settings.of("most", "1", "aversion", "1000"));

    assertThat(weights.get(calm.id())).isGreaterThan(2 * weights.get(other.id()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsNoAssetIsForecastAndNotHeld(ModelKind kind) {
    List<Series> series = new ArrayList<>(Walks.market(3, DAYS, 0, 3).series());
    double[] constant = new double[DAYS];
    Arrays.fill(constant, 7);
    double[] below = new double[DAYS];
    Arrays.setAll(below, i -> i % 5 - 2);
    series.add(Walks.bars("constant", constant));
    series.add(Walks.series("below", Map.of("close", below)));
    Dataset market = new Dataset("market", Step.DAY, series);

    assertThat(weights(kind, market, Settings.DEFAULTS)).hasSize(3);
    assertThat(means(kind, market)).hasSize(5).allMatch(Double::isFinite);
  }

  /** As Ledoit's own program (covMarket) shrinks the same rows, computed with NumPy. */
  @ParameterizedTest
  @CsvSource({"40, 4, 0.22848288373609357", "100, 6, 0.1875885665103529"})
  void theCovarianceIsShrunkAsLedoitAndWolfDo(int rows, int assets, double intensity) {
    double[][] x = new double[rows][assets];
    for (int t = 0; t < rows; t++) {
      for (int i = 0; i < assets; i++) {
        x[t][i] = Math.sin(1.3 * t * (i + 1)) + Math.cos(t) + 0.5 * Math.sin(2.1 * t + i);
      }
    }
    assertThat(new FactorCovariance(x).intensity()).isCloseTo(intensity, within(1e-9));
  }

  @Test
  void theMoreThePriorCountsTheNearerAreEqualWeights() {
    Dataset market = Walks.market(5, DAYS, 0, 17);
    double free = distance(weights(new BicipoKind(), market, Settings.of("prior", "1")));
    double bound = distance(weights(new BicipoKind(), market, Settings.of("prior", "1000000")));

    assertThat(bound).isLessThan(0.02).isLessThan(free / 5);
  }

  /** A portfolio of one asset is that asset, less the cost of buying it. */
  @Test
  void aPortfolioEarnsWhatItsAssetsDidLessCosts() {
    Dataset market = Walks.market(1, DAYS, 0, 2);
    Series only = market.series().get(0);
    MarketScores scores = walkForward(new CipoKind(), market);
    int first = KNOWN;
    int last = KNOWN + 13 * 7;
    double grown = only.targetAt(last) / only.targetAt(first) * (1 - 0.001);
    double years = 13 * 7 / 365.25;

    assertThat(scores.get("portfolio.return"))
        .isCloseTo(100 * (Math.pow(grown, 1 / years) - 1), within(1e-6));
    assertThat(scores.get("portfolio.turnover")).isCloseTo(1 / years, within(1e-9));
    assertThat(scores.get("equal.return")).isCloseTo(scores.get("portfolio.return"), within(1e-9));
  }

  private static MarketScores walkForward(ModelKind kind, Dataset market) {
    Series any = market.series().get(0);
    List<Instant> cutoffs =
        IntStream.range(0, 13).mapToObj(i -> any.timeAt(KNOWN + 7 * i)).toList();
    List<Window> windows =
        new Backtest(kind, Settings.DEFAULTS, 1)
            .run(market, cutoffs, 7, Levels.published(), TrainingListener.NONE);
    return MarketScores.of(windows);
  }

  private static double distance(Map<SeriesId, Double> weights) {
    return weights.values().stream().mapToDouble(w -> Math.abs(w - 1.0 / weights.size())).sum();
  }

  private static Map<SeriesId, Double> weights(ModelKind kind, Dataset data, Settings settings) {
    try (ForecastModel model = kind.fit(data, 7, settings, 1, TrainingListener.NONE)) {
      return ((Allocator) model).weights();
    }
  }

  private static List<Double> means(ModelKind kind, Dataset data) {
    try (ForecastModel model = kind.fit(data, 7, Settings.DEFAULTS, 1, TrainingListener.NONE)) {
      List<Context> contexts = data.series().stream().map(Context::new).toList();
      return model.forecast(contexts, new Horizon(7, Step.DAY), Levels.published()).stream()
          .map((Forecast f) -> f.meanAt(6))
          .toList();
    }
  }
}
