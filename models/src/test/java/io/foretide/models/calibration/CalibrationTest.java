package io.foretide.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Metric;
import io.foretide.models.evaluation.NaiveScale;
import io.foretide.models.evaluation.Scorecard;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    assertThat(after).isBetween(93.5, 97.5);
  }

  @Test
  void cutoffsThatContradictEachOtherMakeTheNextIntervalWide() {
    List<Window> windows = backtest(noise(40, false));
    double calm = Scores.of(windows, 0.975, STEPS, Instant.MAX).next();
    List<Window> contradicting = restless(windows);
    double restless = Scores.of(contradicting, 0.975, STEPS, Instant.MAX).next();
    double worst =
        contradicting.stream()
            .map(Window::cutoff)
            .distinct()
            .mapToDouble(c -> pooled(at(c, contradicting)))
            .max()
            .orElseThrow();
    // Pooled, half of the scores would decide; but the next cutoff may be one of the bad ones.
    assertThat(calm).isBetween(pooled(windows), 1.4 * pooled(windows));
    assertThat(restless).isGreaterThan(1.2 * worst);
  }

  /** Every second cutoff's forecasts are four times as sure of themselves. */
  private static List<Window> restless(List<Window> windows) {
    return windows.stream()
        .map(w -> CUTOFFS.indexOf(w.cutoff()) % 2 == 0 ? w : w.with(surer(w.forecast())))
        .toList();
  }

  private static List<Window> at(Instant cutoff, List<Window> windows) {
    return windows.stream().filter(w -> w.cutoff().equals(cutoff)).toList();
  }

  private static double pooled(List<Window> windows) {
    return Scores.of(windows, 0.975, STEPS, Instant.MAX).pooled();
  }

  private static Forecast surer(Forecast forecast) {
    double[][] quantiles = forecast.quantiles();
    double[] median = quantiles[3].clone();
    for (double[] row : quantiles) {
      for (int h = 0; h < row.length; h++) {
        row[h] = median[h] + (row[h] - median[h]) / 4;
      }
    }
    return new Forecast(
        forecast.series(), forecast.cutoff(), forecast.mean(), forecast.levels(), quantiles);
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
  void aSeasonRougherThanTheOneBeforeLeavesIntervalsCovering() {
    // The noise grows from cutoff to cutoff, faster than a model that looks far back can tell.
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 40; s++) {
      Random random = new Random(s);
      double[] values =
          IntStream.range(0, LENGTH)
              .mapToDouble(i -> 200 + (1 + Math.max(0, i - 290) / 60.0) * random.nextGaussian())
              .toArray();
      all.add(series("s" + s, values));
    }
    List<Window> windows = backtest(new Dataset("d", Step.DAY, all));
    Instant last = CUTOFFS.get(CUTOFFS.size() - 1);
    double coverage =
        Scorecard.of(
                Calibration.priorCalibrated(windows, Levels.published(), STEPS).stream()
                    .filter(window -> window.cutoff().equals(last))
                    .toList())
            .get(Metric.COVERAGE95);
    assertThat(coverage).isBetween(93.0, 97.0);
  }

  @Test
  void aPastCutoffIsJudgedByWhatIsNearItAndNotByTheLatest() {
    Instant second = CUTOFFS.get(1);
    Instant fourth = CUTOFFS.get(3);
    // Too sure of itself until the third cutoff, not after.
    List<Window> windows =
        backtest(noise(40, false)).stream()
            .map(w -> w.cutoff().isBefore(fourth) ? w.with(surer(w.forecast())) : w)
            .toList();
    List<Window> others = without(second, windows);
    assertThat(Scores.of(others, 0.975, STEPS, second).next())
        .isGreaterThan(1.5 * Scores.of(others, 0.975, STEPS, Instant.MAX).next());
  }

  private static List<Window> without(Instant cutoff, List<Window> windows) {
    return windows.stream().filter(w -> !w.cutoff().equals(cutoff)).toList();
  }

  @Test
  void aForecastThatIsLessSureOfItselfGetsAWiderInterval() {
    Conformal conformal =
        Conformal.learn(backtest(noise(20, false)), Levels.published(), STEPS, Instant.MAX);
    double[][] sure = {{18}, {20}, {22}};
    double[][] unsure = {{10}, {20}, {30}};
    double[] levels = {0.025, 0.5, 0.975};
    conformal.apply(levels, sure, new double[] {20}, new Past(5, 20));
    conformal.apply(levels, unsure, new double[] {20}, new Past(5, 20));
    double widthOfSure = sure[2][0] - sure[0][0];
    double widthOfUnsure = unsure[2][0] - unsure[0][0];
    // A tenth of the scale of 5 is added to the 2 and the 10 that the model said.
    assertThat(widthOfUnsure / widthOfSure).isCloseTo((10 + 0.5) / (2 + 0.5), within(1e-9));
  }

  @Test
  void aForecastWithoutAnyWidthIsGivenOne() {
    Conformal conformal =
        Conformal.learn(backtest(noise(20, false)), Levels.published(), STEPS, Instant.MAX);
    double[][] flat = {{3}, {3}, {3}};
    conformal.apply(new double[] {0.025, 0.5, 0.975}, flat, new double[] {3}, new Past(5, 3));
    assertThat(flat[0][0]).isLessThan(3);
    assertThat(flat[2][0]).isGreaterThan(3);
  }

  @Test
  void withoutABacktestIntervalsStayAsTheyAre() {
    double[][] quantiles = {{1}, {2}, {4}};
    Conformal.learn(List.of(), Levels.published(), STEPS, Instant.MAX)
        .apply(new double[] {0.025, 0.5, 0.975}, quantiles, new double[] {2}, new Past(5, 2));
    assertThat(quantiles).isDeepEqualTo(new double[][] {{1}, {2}, {4}});
  }

  @Test
  void aVersionCalibratedTheEarlierWayIsServedAsItWas() throws IOException {
    Dataset data = noise(1, false);
    NaiveKind naive = new NaiveKind();
    MemoryArtifacts artifacts = new MemoryArtifacts();
    try (ForecastModel base = naive.fit(data, STEPS, Settings.DEFAULTS, 1, TrainingListener.NONE)) {
      ModelFormats.save(base, artifacts.in("base"));
      artifacts.write("format", "calibrated/1".getBytes(StandardCharsets.UTF_8));
      artifacts.write("calibration.bin", shiftedUpwardsByTwoScales());
      Series history = data.series().get(0);
      double[] levels = {0.1, 0.5, 0.9};
      Horizon horizon = new Horizon(1, Step.DAY);
      List<Context> contexts = List.of(new Context(history));
      double[][] own = base.forecast(contexts, horizon, levels).get(0).quantiles();
      try (ForecastModel served = FormatCatalogue.standard().load(artifacts)) {
        double[][] shifted = served.forecast(contexts, horizon, levels).get(0).quantiles();
        double scale = NaiveScale.positive(history);
        double median = own[1][0] + 2 * scale;
        assertThat(served.format()).isEqualTo("calibrated/1");
        assertThat(shifted[1][0]).isCloseTo(median, within(1e-9));
        assertThat(shifted[2][0]).isCloseTo(median + 1.5 * (own[2][0] - own[1][0]), within(1e-9));
      }
    }
  }

  /** One factor of 1.5 away from the median; one level and step with its shift; no residuals. */
  private static byte[] shiftedUpwardsByTwoScales() {
    return ByteBuffer.allocate(44)
        .putDouble(1.5)
        .putInt(1)
        .putInt(1)
        .putDouble(0.5)
        .putDouble(2)
        .putInt(0)
        .putInt(0)
        .putInt(0)
        .array();
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
    try (CalibratedModel loaded = (CalibratedModel) FormatCatalogue.standard().load(artifacts)) {
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
      all.add(series("s" + s, values));
    }
    return new Dataset("d", Step.DAY, all);
  }

  private static Series series(String name, double[] values) {
    SeriesId id = new SeriesId("d", List.of(name));
    return new Series(id, Step.DAY, 0, "sales", Map.of("sales", values), Map.of());
  }
}
