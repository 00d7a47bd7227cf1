package io.foretide.models.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.MarketScores;
import io.foretide.models.evaluation.Window;
import io.foretide.models.explanation.Explainable;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmTest {
  private static final Horizon WEEK = new Horizon(7, Step.DAY);

  @Test
  void goingOnBarByBarIsTheSameAsOnePassOverAllBars() {
    Series whole = Walks.prices("A", 300, 0.2, 5);
    try (ForecastModel early = fit(dataset(whole.upTo(whole.timeAt(149))));
        ForecastModel late = fit(dataset(whole))) {
      for (int day = 150; day < 300; day += 50) {
        Series known = whole.upTo(whole.timeAt(day));
        try (ForecastModel anew = fit(dataset(known))) {
          assertSame(forecast(early, known), forecast(anew, known));
          assertSame(forecast(late, known), forecast(anew, known));
        }
      }
    }
  }

  @Test
  void aReturnThatRepeatsItselfIsForetold() {
    MarketScores scores = backtest(Walks.market(3, 600, 0.4, 11));

    assertThat(scores.beatsFloor()).isTrue();
    assertThat(scores.get("direction.low")).isGreaterThan(55);
  }

  @Test
  void aRandomWalkIsLeftAsItIs() {
    MarketScores scores = backtest(Walks.market(3, 600, 0, 11));

    assertThat(scores.beatsFloor()).isFalse();
    assertThat(scores.get("skill")).isBetween(-0.02, 0.02);
  }

  @Test
  void howLikelyAWalkIsIsTold() {
    assertThat(walkLikelihood(Walks.prices("A", 600, 0, 3)))
        .isGreaterThan(walkLikelihood(Walks.prices("A", 600, 0.5, 3)) + 0.1);
  }

  @ParameterizedTest
  @EnumSource
  void aShuffledFutureChangesNothing(MarketTask task) {
    Dataset market = Walks.market(2, 300, 0.3, 1);
    List<Forecast> clean = forecasts(task.view(market), 200);
    List<Forecast> shuffled = forecasts(task.view(Walks.shuffledFuture(market, 200, 9)), 200);

    assertThat(shuffled).hasSameSizeAs(clean);
    for (int i = 0; i < clean.size(); i++) {
      assertSame(shuffled.get(i), clean.get(i));
    }
  }

  @Test
  void intervalsFollowTheVolatility() {
    Series calm = Walks.prices("A", 300, 0, 2);
    double[] close = calm.target();
    for (int i = 200; i < close.length; i++) {
      close[i] = close[i - 1] * Math.pow(calm.targetAt(i) / calm.targetAt(i - 1), 4);
    }
    Series wild = Walks.bars("A", close);

    assertThat(width(wild)).isGreaterThan(2.5 * width(calm.upTo(calm.timeAt(199))));
  }

  @Test
  void sentimentIsReadWhereThereIsAny() {
    Series bars = Walks.prices("A", 600, 0, 4);
    double[] mood = new double[bars.length()];
    for (int i = 0; i + 1 < mood.length; i++) {
      mood[i] = Math.signum(bars.targetAt(i + 1) - bars.targetAt(i));
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    bars.columnNames().forEach(name -> columns.put(name, bars.column(name)));
    columns.put("sentiment", mood);

    MarketScores told = backtest(dataset(Walks.series("A", columns)));
    MarketScores silent = backtest(dataset(bars));

    assertThat(told.get("direction")).isGreaterThan(silent.get("direction") + 10);
  }

  @Test
  void aProbabilityStaysOne() {
    Dataset directions = MarketTask.DIRECTION.view(Walks.market(1, 300, 0.4, 8));
    try (ForecastModel model = fit(directions)) {
      assertThat(Arrays.stream(forecast(model, directions.series().get(0)).mean()))
          .allMatch(p -> p > 0 && p < 1);
    }
  }

  private static double walkLikelihood(Series series) {
    try (ForecastModel model = fit(dataset(series))) {
      return ((Explainable) model).explanations().get(0).at(0, 0);
    }
  }

  private static double width(Series series) {
    try (ForecastModel model = fit(dataset(series))) {
      Forecast forecast = forecast(model, series);
      return (forecast.quantileAt(0.975, 0) - forecast.quantileAt(0.025, 0)) / forecast.meanAt(0);
    }
  }

  private static MarketScores backtest(Dataset data) {
    Series first = data.series().get(0);
    List<Instant> cutoffs =
        IntStream.range(300, first.length() - 3).mapToObj(first::timeAt).toList();
    List<Window> windows =
        new Backtest(new AdmKind(), Settings.DEFAULTS, 1)
            .run(data, cutoffs, 1, Levels.published(), TrainingListener.NONE);
    return MarketScores.of(windows);
  }

  private static List<Forecast> forecasts(Dataset data, int known) {
    Dataset early = data.upTo(data.series().get(0).timeAt(known - 1));
    try (ForecastModel model = fit(early)) {
      return model.forecast(
          early.series().stream().map(Context::new).toList(), WEEK, Levels.published());
    }
  }

  private static Dataset dataset(Series series) {
    return new Dataset("market", Step.DAY, List.of(series));
  }

  private static ForecastModel fit(Dataset data) {
    return new AdmKind().fit(data, 7, Settings.DEFAULTS, 1, TrainingListener.NONE);
  }

  private static Forecast forecast(ForecastModel model, Series series) {
    return model.forecast(List.of(new Context(series)), WEEK, Levels.published()).get(0);
  }

  private static void assertSame(Forecast one, Forecast other) {
    assertThat(one.mean()).containsExactly(other.mean(), within(0.0));
    assertThat(Arrays.deepEquals(one.quantiles(), other.quantiles())).isTrue();
  }
}
