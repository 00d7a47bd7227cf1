package io.foretide.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.catalogue.FormatCatalogue;
import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Metric;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedTest {
  private static final int STEPS = 14;
  private static final int LENGTH = 400;
  private static final List<Instant> CUTOFFS =
      IntStream.of(316, 330, 344, 358, 372, 386).mapToObj(Step.DAY::at).toList();

  @Test
  void ninetyFivePercentHoldsForCalmProductsAndForWildOnes() {
    // The model is less sure of the calm ones than it could be.
    List<Window> windows =
        backtest(mixed(60)).stream()
            .map(w -> named(w, "calm") ? w.with(lessSure(w.forecast())) : w)
            .toList();
    double[] levels = Levels.published();
    List<Window> calibrated = Calibration.priorCalibrated(windows, levels, STEPS);
    assertThat(coverage(calibrated, "calm")).isBetween(93.0, 98.5);
    assertThat(coverage(calibrated, "wild")).isBetween(93.0, 97.0);
    assertThat(gap(Grouped.learn(windows, levels, STEPS, Instant.MAX), windows))
        .isLessThan(0.7 * gap(Conformal.learn(windows, levels, STEPS, Instant.MAX), windows));
  }

  @Test
  void groupsThatDoNotDifferAreCorrectedMuchTheSame() {
    List<Series> fitted = new ArrayList<>();
    for (int s = 0; s < 60; s++) {
      Random random = new Random(s);
      double level = 50 + 10 * s; // regularity differs, the errors' shape does not
      fitted.add(
          series(
              "p" + s,
              IntStream.range(0, LENGTH)
                  .mapToDouble(i -> level + random.nextGaussian())
                  .toArray()));
    }
    List<Window> windows = backtest(new Dataset("d", Step.DAY, fitted));
    Conformal together = Conformal.learn(windows, Levels.published(), STEPS, Instant.MAX);
    Grouped apart = Grouped.learn(windows, Levels.published(), STEPS, Instant.MAX);
    for (Window window : windows) {
      assertThat(width(apart, window) / width(together, window)).isBetween(0.85, 1.15);
    }
  }

  @Test
  void aFewSeriesAreOneGroup() {
    assertTogether(backtest(mixed(12)));
  }

  private static void assertTogether(List<Window> windows) {
    double[] levels = Levels.published();
    Conformal together = Conformal.learn(windows, levels, STEPS, Instant.MAX);
    Grouped apart = Grouped.learn(windows, levels, STEPS, Instant.MAX);
    for (Window window : windows) {
      assertThat(width(apart, window)).isCloseTo(width(together, window), within(1e-12));
    }
  }

  @Test
  void aSeriesThatWasNeverBacktestedIsCorrectedWithThoseLikeIt() {
    Grouped grouped = Grouped.learn(backtest(mixed(60)), Levels.published(), STEPS, Instant.MAX);
    double[] factors = new double[2];
    for (int i = 0; i < factors.length; i++) {
      double[][] quantiles = {{50}, {100}, {150}};
      // Far more regular than any that was learned from, and far less.
      Past past = new Past(10, i == 0 ? 1e6 : 0);
      grouped.apply(new double[] {0.025, 0.5, 0.975}, quantiles, new double[] {100}, past);
      factors[i] = quantiles[2][0] - 100;
    }
    assertThat(factors[0]).isGreaterThan(1.1 * factors[1]);
  }

  @Test
  void seriesThatAreAllAlikeAreOneGroup() {
    List<Series> same = new ArrayList<>();
    for (int s = 0; s < 40; s++) {
      same.add(series("same" + s, IntStream.range(0, LENGTH).mapToDouble(i -> i % 3).toArray()));
    }
    Grouped grouped =
        Grouped.learn(
            backtest(new Dataset("d", Step.DAY, same)), Levels.published(), STEPS, Instant.MAX);
    double[][] quantiles = {{0}, {1}, {2}};
    grouped.apply(new double[] {0.025, 0.5, 0.975}, quantiles, new double[] {1}, new Past(1, 1));
    assertThat(quantiles[2][0]).isFinite();
  }

  @Test
  void savedAndLoadedEverySeriesKeepsItsGroup() throws IOException {
    Dataset data = mixed(60);
    SeasonalNaiveKind kind = new SeasonalNaiveKind();
    try (CalibratedModel model =
        new CalibratedModel(
            kind.fit(data, STEPS, Settings.DEFAULTS, 1, TrainingListener.NONE),
            Calibration.learn(backtest(data), Levels.published(), STEPS))) {
      MemoryArtifacts artifacts = new MemoryArtifacts();
      ModelFormats.save(model, artifacts);
      try (ForecastModel loaded = FormatCatalogue.standard().load(artifacts)) {
        assertThat(loaded.format()).isEqualTo("calibrated/3");
        assertThat(quantiles(loaded, data)).isDeepEqualTo(quantiles(model, data));
      }
    }
  }

  @Test
  void aVersionCalibratedBeforeThereWereGroupsIsServedAsItWas() throws IOException {
    List<Window> windows = backtest(mixed(60));
    Conformal ungrouped = Conformal.learn(windows, Levels.published(), STEPS, Instant.MAX);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    ungrouped.write(out);
    out.write(new byte[12]); // residuals of no cutoffs, steps and series
    Calibration read =
        Calibration.read(
            "calibrated/2", new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    Window window = windows.get(0);
    double[][] expected = window.forecast().quantiles();
    ungrouped.apply(Levels.published(), expected, window.forecast().mean(), Past.of(window));
    Series history = mixed(60).series().get(0).upTo(window.cutoff());
    assertThat(read.format()).isEqualTo("calibrated/2");
    assertThat(read.calibrate(window.forecast(), history).quantiles()).isDeepEqualTo(expected);
  }

  private static double[][][] quantiles(ForecastModel model, Dataset data) {
    return model
        .forecast(
            data.series().stream().map(Context::new).toList(),
            new Horizon(STEPS, Step.DAY),
            Levels.published())
        .stream()
        .map(forecast -> forecast.quantiles())
        .toArray(double[][][]::new);
  }

  private static double width(Correction correction, Window window) {
    double[] levels = window.forecast().levels();
    double[][] quantiles = window.forecast().quantiles();
    correction.apply(levels, quantiles, window.forecast().mean(), Past.of(window));
    return IntStream.range(0, STEPS)
        .mapToDouble(h -> quantiles[levels.length - 1][h] - quantiles[0][h])
        .average()
        .orElseThrow();
  }

  /** By how much wild products are covered otherwise than calm ones, in points. */
  private static double gap(Correction correction, List<Window> windows) {
    List<Window> corrected =
        windows.stream().map(window -> Calibration.calibrate(correction, window)).toList();
    return Math.abs(coverage(corrected, "calm") - coverage(corrected, "wild"));
  }

  private static double coverage(List<Window> windows, String name) {
    return Scorecard.of(
            windows.stream()
                .filter(w -> named(w, name) && w.cutoff().isAfter(CUTOFFS.get(2)))
                .toList())
        .get(Metric.COVERAGE95);
  }

  private static boolean named(Window window, String name) {
    return window.series().text().contains(name);
  }

  private static Forecast lessSure(Forecast forecast) {
    double[][] quantiles = forecast.quantiles();
    double[] median = quantiles[3].clone();
    for (double[] row : quantiles) {
      for (int h = 0; h < row.length; h++) {
        row[h] = median[h] + 2 * (row[h] - median[h]);
      }
    }
    return new Forecast(
        forecast.series(), forecast.cutoff(), forecast.mean(), forecast.levels(), quantiles);
  }

  private static List<Window> backtest(Dataset data) {
    return new Backtest(new SeasonalNaiveKind(), Settings.DEFAULTS, 1)
        .run(data, CUTOFFS, STEPS, Levels.published(), TrainingListener.NONE);
  }

  /** One in three sells about 100 every day, the others next to nothing or very much. */
  private static Dataset mixed(int count) {
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      Random random = new Random(s);
      boolean calm = s % 3 == 0;
      double[] values =
          IntStream.range(0, LENGTH)
              .mapToDouble(i -> random.nextGaussian())
              .map(noise -> calm ? 100 + 5 * noise : Math.exp(1.5 * noise))
              .toArray();
      all.add(series((calm ? "calm" : "wild") + s, values));
    }
    return new Dataset("d", Step.DAY, all);
  }

  private static Series series(String name, double[] values) {
    SeriesId id = new SeriesId("d", List.of(name));
    return new Series(id, Step.DAY, 0, "sales", Map.of("sales", values), Map.of());
  }
}
