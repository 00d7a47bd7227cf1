package io.foretide.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.market.MarketTask;
import io.foretide.models.market.Walks;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketScoresTest {
  private static final Dataset MARKET = Walks.market(3, 400, 0, 7);

  @Test
  void theRandomWalkHasNoSkillAndGuessesHalfOfTheDirections() {
    MarketScores scores = scores(MARKET, (series, at) -> series.targetAt(at));

    assertThat(scores.get("skill")).isZero();
    assertThat(scores.get("direction")).isEqualTo(50);
    assertThat(scores.beatsFloor()).isFalse();
    assertThat(scores.get("R2")).isEqualTo(scores.get("R2.walk")).isGreaterThan(0.8);
  }

  @Test
  void aForecasterThatTossesCoinsIsNotCalledBetter() {
    Random coin = new Random(3);
    MarketScores scores =
        scores(
            MARKET,
            (series, at) -> series.targetAt(at) * (1 + (coin.nextBoolean() ? 1e-4 : -1e-4)));

    assertThat(scores.beatsFloor()).isFalse();
    assertThat(scores.get("skill.p")).isGreaterThan(0.05);
    assertThat(scores.get("direction.low")).isLessThan(50);
    assertThat(scores.get("direction.high")).isGreaterThan(50);
  }

  @Test
  void whoKnowsTheFutureBeatsTheFloorAndTheMajority() {
    MarketScores scores =
        scores(MARKET, (series, at) -> 0.7 * series.targetAt(at) + 0.3 * series.targetAt(at + 1));

    assertThat(scores.get("skill")).isCloseTo(0.3, within(1e-9));
    assertThat(scores.beatsFloor()).isTrue();
    assertThat(scores.get("skill.p")).isLessThan(1e-6);
    assertThat(scores.get("direction")).isEqualTo(100);
    assertThat(scores.get("precision")).isEqualTo(100);
    assertThat(scores.get("recall")).isEqualTo(100);
    assertThat(scores.get("edge.low")).isPositive();
  }

  @Test
  void whoAlwaysSaysTheSameHasNoEdgeOverTheMajority() {
    MarketScores up = scores(MARKET, (series, at) -> series.targetAt(at) * 1.001);
    MarketScores down = scores(MARKET, (series, at) -> series.targetAt(at) * 0.999);

    assertThat(Math.max(up.get("edge"), down.get("edge"))).isZero();
    assertThat(up.get("recall")).isEqualTo(100);
    assertThat(up.get("direction") + down.get("direction")).isCloseTo(100, within(1e-9));
  }

  @Test
  void aProbabilityIsJudgedByItsSquaredErrorAgainstTheShareOfUpsSoFar() {
    Dataset directions = MarketTask.DIRECTION.view(MARKET);
    MarketScores share =
        scores(directions, (s, at) -> MarketTask.DIRECTION.floor(s.upTo(s.timeAt(at))));

    assertThat(share.get("skill")).isCloseTo(0, within(1e-12));
    assertThat(share.beatsFloor()).isFalse();
  }

  @Test
  void anIntervalThatTheTestForFewCutoffsDoesNotBearOutIsNotEnough() {
    Map<String, Double> scores = Map.of("skill", 0.03, "skill.low", 0.001, "skill.p", 0.05);

    assertThat(new MarketScores(scores).beatsFloor()).isFalse();
  }

  @Test
  void fewCutoffsSayNothing() {
    Series series = MARKET.series().get(0);
    List<Window> few = windows(new Dataset("few", series.step(), List.of(series)), 391, this::next);

    assertThat(few).hasSizeLessThan(BlockBootstrap.FEWEST);
    assertThat(MarketScores.of(few).get("skill")).isCloseTo(1, within(1e-9));
    assertThat(MarketScores.of(few).beatsFloor()).isFalse();
  }

  /** From tables of Student's t. */
  @ParameterizedTest
  @CsvSource({"2.228, 10, 0.025", "1.812, 10, 0.05", "-1.812, 10, 0.95", "1.984, 100, 0.025"})
  void tailsOfStudentsTAreThoseOfTheTables(double t, double dof, double tail) {
    assertThat(StudentT.upperTail(t, dof)).isCloseTo(tail, within(1e-4));
  }

  /**
   * Two steps forth and one back: the mean is 1/2; the autocovariances at lags 0, 1 and 2 are 2.25,
   * -15.75/8 and 13.5/8, and eight values use two lags.
   */
  @Test
  void dieboldAndMarianoIsTheirFormula() {
    double longRun = 2.25 - 2 * 2 / 3.0 * 15.75 / 8 + 2 * 1 / 3.0 * 13.5 / 8;
    double statistic = 0.5 / Math.sqrt(longRun / 8) * Math.sqrt((8 + 1 - 6 + 6.0 / 8) / 8);

    assertThat(DieboldMariano.pValue(new double[] {2, -1, 2, -1, 2, -1, 2, -1}))
        .isCloseTo(StudentT.upperTail(statistic, 7), within(1e-12));
  }

  private double next(Series series, int at) {
    return series.targetAt(at + 1);
  }

  private static MarketScores scores(Dataset data, ToDoubleBiFunction<Series, Integer> forecaster) {
    return MarketScores.of(windows(data, 200, forecaster));
  }

  /** One step ahead of every day from {@code first} on. */
  private static List<Window> windows(
      Dataset data, int first, ToDoubleBiFunction<Series, Integer> forecaster) {
    List<Window> windows = new ArrayList<>();
    for (int at = first; at + 1 < data.series().get(0).length(); at++) {
      for (Series series : data.series()) {
        double[] mean = {forecaster.applyAsDouble(series, at)};
        Forecast forecast =
            new Forecast(series.id(), series.timeAt(at), mean, new double[0], new double[0][]);
        windows.add(Window.of(forecast, series));
      }
    }
    return windows;
  }
}
