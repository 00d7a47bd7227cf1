package io.foretide.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int STEPS = 14;
  private static final int LENGTH = 400;
  private static final List<Instant> CUTOFFS =
      IntStream.of(300, 314, 328, 342, 356, 370).mapToObj(Step.DAY::at).toList();

  @Test
  void ninetyFivePercentMeansNinetyFivePercentOnCutoffsThatWereNotLearnedFrom() {
    // White noise: the naive model's square-root-of-time intervals are much too wide for it.
    List<Window> windows = backtest(noise(40, false));
    double before = Scorecard.of(windows).get(Metric.COVERAGE95);
    double after =
        Scorecard.of(Calibration.crossCalibrated(windows, Levels.published(), STEPS))
            .get(Metric.COVERAGE95);
    assertThat(before).isGreaterThan(98);
    assertThat(after).isBetween(93.5, 96.5);
  }

  @Test
  void calibrationMakesIntervalsNarrowerWhereTheyWereTooWide() {
    List<Window> windows = backtest(noise(40, false));
    double before = Scorecard.of(windows).get(Metric.MSIS);
    double after =
        Scorecard.of(Calibration.crossCalibrated(windows, Levels.published(), STEPS))
            .get(Metric.MSIS);
    assertThat(after).isLessThan(0.8 * before);
  }

  @Test
  void theIntervalOfASumIsThatOfItsBacktestsAndNotTheSumOfIntervals() {
    double independent = sumWidth(noise(25, false));
    double together = sumWidth(noise(25, true));
    // 25 series: errors that are independent add up to 5 times one, errors in step to 25 times.
    assertThat(together / independent).isBetween(3.0, 8.0);
  }

  @Test
  void aSeriesWithoutABacktestWidensTheSumInProportion() {
    Dataset data = noise(10, false);
    Calibration calibration = Calibration.learn(backtest(data), Levels.published(), STEPS);
    List<SeriesId> known = data.series().stream().map(Series::id).toList();
    List<SeriesId> more = new ArrayList<>(known);
    IntStream.range(0, 10).forEach(i -> more.add(new SeriesId("d", List.of("new" + i))));
    double[] mean = new double[STEPS];
    double width = calibration.sumQuantiles(known, mean, new double[] {0.975})[0][3];
    assertThat(calibration.sumQuantiles(more, mean, new double[] {0.975})[0][3])
        .isCloseTo(2 * width, within(1e-9));
  }

  @Test
  void cutoffsThatErrInOneDirectionEachWidenTheIntervals() {
    // Noise about a level that jumps from month to month: what a cutoff's windows have in common.
    Random random = new Random(3);
    double[] level = random.doubles(LENGTH / 14 + 2, 0, 15).toArray();
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 30; s++) {
      Random own = new Random(s);
      double[] values =
          IntStream.range(0, LENGTH)
              .mapToDouble(i -> 40 + level[(i + 7) / 14] + 2 * own.nextGaussian())
              .toArray();
      SeriesId id = new SeriesId("d", List.of("s" + s));
      all.add(new Series(id, Step.DAY, 0, "sales", Map.of("sales", values), Map.of()));
    }
    assertThat(FewCutoffs.widening(backtest(new Dataset("d", Step.DAY, all))))
        .isBetween(1.05, 1.25);
    assertThat(FewCutoffs.widening(backtest(noise(40, false)))).isBetween(1.0, 1.02);
  }

  @Test
  void savedAndLoadedItForecastsTheSame() throws IOException {
    Dataset data = noise(5, false);
    Calibration calibration = Calibration.learn(backtest(data), Levels.published(), STEPS);
    CalibratedModel model =
        new CalibratedModel(
            new NaiveKind().fit(data, STEPS, Settings.DEFAULTS, 1, TrainingListener.NONE),
            calibration);
    MemoryArtifacts artifacts = new MemoryArtifacts();
    ModelFormats.save(model, artifacts);
    try (CalibratedModel loaded = (CalibratedModel) ModelFormats.standard().load(artifacts)) {
      Forecast before = forecast(model, data);
      Forecast after = forecast(loaded, data);
      assertThat(after.quantiles()).isDeepEqualTo(before.quantiles());
      List<SeriesId> all = data.series().stream().map(Series::id).toList();
      assertThat(loaded.calibration().sumQuantiles(all, new double[STEPS], Levels.published()))
          .isDeepEqualTo(calibration.sumQuantiles(all, new double[STEPS], Levels.published()));
    }
  }

  @Test
  void quantilesNeverCrossAndSalesNeverFallBelowZero() {
    Dataset data = noise(8, false);
    CalibratedModel model =
        new CalibratedModel(
            new NaiveKind().fit(data, STEPS, Settings.DEFAULTS, 1, TrainingListener.NONE),
            Calibration.learn(backtest(data), Levels.published(), STEPS));
    double[][] quantiles = forecast(model, data).quantiles();
    for (int h = 0; h < STEPS; h++) {
      assertThat(quantiles[0][h]).isNotNegative();
      for (int q = 1; q < quantiles.length; q++) {
        assertThat(quantiles[q][h]).isGreaterThanOrEqualTo(quantiles[q - 1][h]);
      }
    }
  }

  private static double sumWidth(Dataset data) {
    Calibration calibration = Calibration.learn(backtest(data), Levels.published(), STEPS);
    double[][] quantiles =
        calibration.sumQuantiles(
            data.series().stream().map(Series::id).toList(),
            new double[STEPS],
            new double[] {0.025, 0.975});
    return IntStream.range(0, STEPS)
        .mapToDouble(h -> quantiles[1][h] - quantiles[0][h])
        .average()
        .orElseThrow();
  }

  private static Forecast forecast(CalibratedModel model, Dataset data) {
    return model
        .forecast(
            List.of(new Context(data.series().get(0))),
            new Horizon(STEPS, Step.DAY),
            Levels.published())
        .get(0);
  }

  private static List<Window> backtest(Dataset data) {
    return new Backtest(new NaiveKind(), Settings.DEFAULTS, 1)
        .run(data, CUTOFFS, STEPS, Levels.published(), TrainingListener.NONE);
  }

  /** Sales of about 20 a day with noise, each series its own or all the same. */
  private static Dataset noise(int series, boolean common) {
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < series; s++) {
      Random random = new Random(common ? 7 : 7 + s);
      double[] values =
          IntStream.range(0, LENGTH)
              .mapToDouble(i -> Math.max(0, 20 + 5 * random.nextGaussian()))
              .toArray();
      all.add(
          new Series(
              new SeriesId("d", List.of("s" + s)),
              Step.DAY,
              0,
              "sales",
              Map.of("sales", values),
              Map.of()));
    }
    return new Dataset("d", Step.DAY, all);
  }
}
