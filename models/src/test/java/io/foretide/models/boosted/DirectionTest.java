package io.foretide.models.boosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
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
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionTest {
  private static final Settings DIRECTION = Settings.of("variant", "direction");
  private static final int HORIZON = 3;
  private static final Dataset MARKET = Walks.market(2, 400, 0.4, 21);

  @ParameterizedTest
  @EnumSource
  void aShuffledFutureChangesNothing(MarketTask task) {
    Instant cutoff = MARKET.series().get(0).timeAt(299);
    List<Forecast> clean = forecasts(task.view(MARKET).upTo(cutoff));
    List<Forecast> shuffled =
        forecasts(task.view(Walks.shuffledFuture(MARKET, 300, 5)).upTo(cutoff));

    assertSame(shuffled, clean);
  }

  @Test
  void aLoadedModelForecastsWhatTheSavedOneDidAndSoDoesTheSameSeed() throws IOException {
    MemoryArtifacts saved = new MemoryArtifacts();
    try (ForecastModel model = fit(MARKET)) {
      ModelFormats.save(model, saved);
      try (ForecastModel loaded = FormatCatalogue.standard().load(saved)) {
        assertSame(forecasts(loaded, MARKET), forecasts(model, MARKET));
      }
    }
    assertSame(forecasts(MARKET), forecasts(MARKET));
  }

  @Test
  void aReturnThatRepeatsItselfIsForetoldAndAWalkIsNot() {
    assertThat(direction(Walks.market(3, 700, 0.5, 3)).get("direction.low")).isGreaterThan(55);
    MarketScores walk = direction(Walks.market(3, 700, 0, 3));
    assertThat(walk.beatsFloor()).isFalse();
    assertThat(walk.get("skill"))
        .as("trees that found nothing are not believed")
        .isGreaterThan(-0.02);
  }

  @Test
  void aSeriesWithoutBarsOrWithoutPricesIsForecast() {
    double[] below = new double[400];
    Arrays.setAll(below, i -> i % 7 - 3);
    Series odd = Walks.series("odd", Map.of("close", below));
    Series never = Walks.series("never", Map.of("close", nothing(5)));
    try (ForecastModel model = fit(MARKET)) {
      for (Series series : List.of(odd, never)) {
        Forecast forecast = forecasts(model, dataset(series)).get(0);
        assertThat(Arrays.stream(forecast.mean())).allMatch(Double::isFinite);
      }
    }
  }

  @Test
  void tooFewBarsAreRefusedWithTheirNumber() {
    assertThatThrownBy(() -> fit(Walks.market(1, 60, 0, 1)).close())
        .isInstanceOf(FitException.class)
        .hasMessageContaining("FT-2420")
        .hasMessageContaining("at least 100");
  }

  @Test
  void scoresThatDoNotHoldAreNotBelieved() {
    double[] scores = IntStream.range(0, 400).mapToDouble(i -> 0.2 + 0.6 * (i % 2)).toArray();
    float[] sides = new float[400];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = i % 4 < 2 ? 1 : 0;
    }
    assertThat(Odds.learn(scores, sides).of(0.9)).isBetween(0.45, 0.55);
    for (int i = 0; i < sides.length; i++) {
      sides[i] = i % 2;
    }
    assertThat(Odds.learn(scores, sides).of(0.8)).isGreaterThan(0.9);
  }

  private static double[] nothing(int days) {
    double[] none = new double[days];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** Every fifteenth day of the last 300. */
  private static MarketScores direction(Dataset data) {
    List<Instant> cutoffs =
        IntStream.iterate(400, i -> i < 696, i -> i + 15)
            .mapToObj(data.series().get(0)::timeAt)
            .toList();
    return MarketScores.of(
        new Backtest(new LightGbmKind(), DIRECTION, 1)
            .run(data, cutoffs, HORIZON, Levels.published(), TrainingListener.NONE));
  }

  private static ForecastModel fit(Dataset data) {
    return new LightGbmKind().fit(data, HORIZON, DIRECTION, 7, TrainingListener.NONE);
  }

  private static List<Forecast> forecasts(Dataset data) {
    try (ForecastModel model = fit(data)) {
      return forecasts(model, data);
    }
  }

  private static List<Forecast> forecasts(ForecastModel model, Dataset data) {
    return model.forecast(
        data.series().stream().map(Context::new).toList(),
        new Horizon(HORIZON, Step.DAY),
        Levels.published());
  }

  private static Dataset dataset(Series series) {
    return new Dataset("market", Step.DAY, List.of(series));
  }

  private static void assertSame(List<Forecast> some, List<Forecast> others) {
    assertThat(some).hasSameSizeAs(others);
    for (int s = 0; s < some.size(); s++) {
      assertThat(some.get(s).mean()).containsExactly(others.get(s).mean());
      assertThat(some.get(s).quantiles()).isDeepEqualTo(others.get(s).quantiles());
    }
  }
}
