package io.foretide.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacktestTest {
  /** y = day number: naive is wrong by h at step h, and the weekly difference is always 7. */
  private static final Dataset RAMP =
      dataset(IntStream.range(0, 100).mapToDouble(i -> i).toArray());

  @Test
  void scoresAreWhatTheirFormulasSay() {
    Instant cutoff = Step.DAY.at(79);
    Scorecard card = Scorecard.of(windows(RAMP, List.of(cutoff), 4));
    assertThat(card.get(Metric.MAE)).isCloseTo((1 + 2 + 3 + 4) / 4.0, within(1e-12));
    assertThat(card.get(Metric.RMSE)).isCloseTo(Math.sqrt((1 + 4 + 9 + 16) / 4.0), within(1e-12));
    assertThat(card.get(Metric.MASE)).isCloseTo(2.5 / 7, within(1e-12));
    assertThat(card.get(Metric.RMSSE)).isCloseTo(Math.sqrt(7.5 / 49), within(1e-12));
    assertThat(card.get(Metric.WAPE)).isCloseTo(100 * 10.0 / (80 + 81 + 82 + 83), within(1e-12));
    assertThat(card.get(Metric.BIAS)).isCloseTo(-100 * 10.0 / (80 + 81 + 82 + 83), within(1e-12));
    assertThat(card.get(Metric.SMAPE))
        .isCloseTo((200.0 / 159 + 400.0 / 160 + 600.0 / 161 + 800.0 / 162) / 4, within(1e-12));
    // The naive interval is 1.96 sqrt(h) wide on either side, and the error is h: inside up to the
    // third step.
    assertThat(card.get(Metric.COVERAGE95)).isCloseTo(75, within(1e-12));
  }

  @Test
  void cutoffsLieOneHorizonApartAndTheLastHasAWholeHorizonToBeScoredOn() {
    assertThat(Cutoffs.rolling(RAMP, 10, 3, 10))
        .containsExactly(Step.DAY.at(69), Step.DAY.at(79), Step.DAY.at(89));
    assertThat(Cutoffs.rolling(RAMP, 10, 9, 10))
        .as("half of the data stays")
        .hasSize(5)
        .startsWith(Step.DAY.at(49));
    assertThat(Cutoffs.rolling(RAMP, 90, 3, 10)).as("too short").isEmpty();
  }

  @Test
  void aPoisonedFutureChangesNoForecast() {
    double[] poisoned = RAMP.series().get(0).target();
    for (int i = 80; i < poisoned.length; i++) {
      poisoned[i] = 1e9;
    }
    List<Window> clean = windows(RAMP, List.of(Step.DAY.at(79)), 5);
    List<Window> dirty = windows(dataset(poisoned), List.of(Step.DAY.at(79)), 5);
    assertThat(dirty.get(0).forecast().mean()).isEqualTo(clean.get(0).forecast().mean());
    assertThat(dirty.get(0).actualAt(0)).isEqualTo(1e9);
  }

  @Test
  void onlyWhatTheSettingsSayIsKnownAheadIsToldOfTheFuture() {
    double[] y = RAMP.series().get(0).target();
    Map<String, double[]> columns = Map.of("y", y, "price", y, "visits", y);
    Series series =
        new Series(new SeriesId("d", List.of("a")), Step.DAY, 0, "y", columns, Map.of());

    Context told = Context.at(series, Step.DAY.at(89), 5, Set.of("price", "y", "weather"));
    Context atTheEnd = Context.at(series, Step.DAY.at(97), 5, Set.of("price"));

    assertThat(told.history().length()).isEqualTo(90);
    assertThat(told.known()).containsOnlyKeys("price");
    assertThat(told.known().get("price")).containsExactly(90, 91, 92, 93, 94);
    assertThat(atTheEnd.known().get("price")).containsExactly(98, 99);
  }

  @Test
  void aMissingActualDoesNotCount() {
    double[] values = RAMP.series().get(0).target();
    values[81] = Double.NaN;
    Scorecard card = Scorecard.of(windows(dataset(values), List.of(Step.DAY.at(79)), 4));
    assertThat(card.get(Metric.MAE)).isCloseTo((1 + 3 + 4) / 3.0, within(1e-12));
  }

  @Test
  void aConstantSeriesHasNoScaledErrorRatherThanAWrongOne() {
    Scorecard card = Scorecard.of(windows(dataset(new double[100]), List.of(Step.DAY.at(79)), 4));
    assertThat(card.metrics())
        .doesNotContainKeys(Metric.MASE, Metric.RMSSE, Metric.WAPE)
        .containsEntry(Metric.MAE, 0.0);
  }

  private static List<Window> windows(Dataset data, List<Instant> cutoffs, int horizon) {
    return new Backtest(new NaiveKind(), Settings.DEFAULTS, 1)
        .run(data, cutoffs, horizon, Levels.published(), TrainingListener.NONE);
  }

  private static Dataset dataset(double[] values) {
    Series series =
        new Series(
            new SeriesId("d", List.of("a")), Step.DAY, 0, "y", Map.of("y", values), Map.of());
    return new Dataset("d", Step.DAY, List.of(series));
  }
}
