package io.foretide.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingException;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.onnx.OnnxFormat;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every neural kind promises. */
class NeuralKindContractTest {
  private static final int HORIZON = 7;
  private static final Horizon WEEK = new Horizon(HORIZON, Step.DAY);
  private static final Settings SMALL =
      Settings.of("lookback", "14", "epochs", "4", "windowsPerEpoch", "256", "batchSize", "32");

  /** Settings of their own that make a fit quick. */
  private static final Map<String, Settings> SMALLER =
      Map.ofEntries(
          Map.entry(
              "attention-lstm",
              Settings.of("units", "16", "headSize", "4", "learningRate", "0.01")),
          Map.entry("cnn-lstm", Settings.of("filters", "8", "units", "8", "learningRate", "0.01")),
          Map.entry("dlinear", Settings.of("learningRate", "0.03")),
          Map.entry("gru", Settings.of("units", "8", "learningRate", "0.01")),
          Map.entry(
              "informer",
              Settings.of(
                  "units", "16", "innerUnits", "32", "factor", "1", "learningRate", "0.01")),
          Map.entry("lstm", Settings.of("units", "8", "learningRate", "0.01")),
          Map.entry("nlinear", Settings.of("learningRate", "0.03")),
          Map.entry("patchtst", Settings.of("patch", "7", "dropout", "0.1")),
          Map.entry(
              "tcn-attention",
              Settings.of("blocks", "2", "filters", "16", "headSize", "4", "learningRate", "0.01")),
          Map.entry("tft", Settings.of("units", "8", "heads", "2", "learningRate", "0.01")));

  static List<Named<ModelKind>> kinds() {
    return NeuralKinds.all().stream().map(kind -> Named.of(kind.card().id(), kind)).toList();
  }

  private static Settings small(ModelKind kind) {
    return small(kind, Map.of());
  }

  private static Settings small(ModelKind kind, Map<String, String> others) {
    Map<String, String> chosen = new HashMap<>(SMALL.chosen());
    chosen.putAll(SMALLER.getOrDefault(kind.card().id(), Settings.DEFAULTS).chosen());
    chosen.putAll(others);
    return new Settings(chosen);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSavedModelForecastsTheSameOnceLoaded(ModelKind kind) throws IOException {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    try (ForecastModel fitted = fit(kind, known, 1)) {
      MemoryArtifacts artifacts = new MemoryArtifacts();
      fitted.save(artifacts);
      try (ForecastModel loaded = new OnnxFormat().load(artifacts)) {
        assertThat(values(loaded, known)).isEqualTo(values(fitted, known));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void itBeatsTheMeanOnARhythmItCanLearn(ModelKind kind) {
    Dataset all = SmallData.dataset();
    Dataset known = all.upTo(SmallData.CUTOFF);
    try (ForecastModel model = fit(kind, known, 1)) {
      List<Forecast> forecasts = forecast(model, known, Levels.published());
      for (int s = 0; s < 5; s++) {
        Series series = all.series().get(s);
        int cut = known.series().get(s).length();
        double error = 0;
        double level = 0;
        for (int h = 0; h < HORIZON; h++) {
          double actual = series.targetAt(cut + h);
          if (!Double.isNaN(actual)) {
            error += Math.abs(actual - forecasts.get(s).meanAt(h));
            level += actual;
          }
        }
        // The mean of the rhythm misses by 0.32 of the level.
        assertThat(error / level).as("relative error of series %d", s).isLessThan(0.25);
      }
    }
  }

  @Test
  void aBacktestGoesOnWithItsNetworkUnlessItIsToldToFitAnew() {
    ModelKind kind = new NLinearKind();
    Dataset later = SmallData.dataset().upTo(SmallData.CUTOFF);
    Dataset earlier = later.upTo(SmallData.CUTOFF.minus(Duration.ofDays(28)));
    Settings anew = small(kind, Map.of("backtest", "anew"));
    ForecastModel once = fit(kind, earlier, 1);
    assertThat(kind.refit(once, later, HORIZON, small(kind), 1, TrainingListener.NONE))
        .isSameAs(once);
    try (ForecastModel refitted = kind.refit(once, later, HORIZON, anew, 1, TrainingListener.NONE);
        ForecastModel fitted = fit(kind, later, 1)) {
      assertThat(values(refitted, later)).isEqualTo(values(fitted, later));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theHorizonIsHonouredAndABeyondIsRefusedWithTheWayOut(ModelKind kind) {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    try (ForecastModel model = fit(kind, known, 1)) {
      assertThat(model.maxHorizon()).isEqualTo(HORIZON);
      List<Context> contexts = contexts(known);
      assertThat(model.forecast(contexts, new Horizon(3, Step.DAY), new double[0]))
          .hasSize(contexts.size())
          .allSatisfy(f -> assertThat(f.steps()).isEqualTo(3));
      assertThatThrownBy(() -> model.forecast(contexts, new Horizon(8, Step.DAY), new double[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("train one with that horizon");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shortEmptyZeroAndUnknownSeriesAllGetFiniteOrderedForecasts(ModelKind kind) {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    try (ForecastModel model = fit(kind, known, 1)) {
      List<Context> contexts = contexts(known);
      double nan = Double.NaN;
      for (double[] values : new double[][] {{}, {5}, {nan, nan}, {0, 0, 0}, {1e-6, 1e9, -4}}) {
        contexts.add(new Context(series(values)));
      }
      double[] levels = {0.01, 0.3, 0.5, 0.99};
      assertThat(model.forecast(contexts, WEEK, levels))
          .allSatisfy(
              f -> {
                for (int h = 0; h < HORIZON; h++) {
                  assertThat(f.meanAt(h)).isFinite();
                  double before = Double.NEGATIVE_INFINITY;
                  for (double level : levels) {
                    assertThat(f.quantileAt(level, h)).isFinite().isGreaterThanOrEqualTo(before);
                    before = f.quantileAt(level, h);
                  }
                }
              });
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(ModelKind kind) throws IOException {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    byte[] first = bytes(kind, known, 7);
    assertThat(bytes(kind, known, 7)).isEqualTo(first);
    assertThat(bytes(kind, known, 8)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void twoThreadsGiveTheSameBytesEveryTime(ModelKind kind) throws IOException {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    Settings two = small(kind, Map.of("threads", "2"));
    byte[] first = bytes(kind, known, 7, two, TrainingListener.NONE);
    assertThat(bytes(kind, known, 7, two, TrainingListener.NONE)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFitThatDiedGoesOnAndEndsWithTheBytesOfOneThatDidNot(ModelKind kind) throws IOException {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    for (String threads : List.of("1", "2")) {
      Settings settings = small(kind, Map.of("threads", threads, "warmup", "0.2"));
      KeptCheckpoints kept = new KeptCheckpoints();
      assertThatThrownBy(() -> bytes(kind, known, 7, settings, kept.dyingAfter(2)))
          .isInstanceOf(KeptCheckpoints.Death.class);

      assertThat(bytes(kind, known, 7, settings, kept.living()))
          .isEqualTo(bytes(kind, known, 7, settings, TrainingListener.NONE));
      assertThat(kept.epochs()).containsExactly(1, 2, 3, 4);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anotherFitDoesNotGoOnWhereThisOneDied(ModelKind kind) throws IOException {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    KeptCheckpoints kept = new KeptCheckpoints();
    assertThatThrownBy(() -> bytes(kind, known, 7, small(kind), kept.dyingAfter(2)))
        .isInstanceOf(KeptCheckpoints.Death.class);
    bytes(kind, known, 8, small(kind), kept.living());
    bytes(kind, known, 7, small(kind, Map.of("clip", "2")), kept.living());
    bytes(kind, SmallData.dataset(), 7, small(kind), kept.living());

    assertThat(kept.epochs()).containsExactly(1, 2, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPoisonedFutureChangesNothing(ModelKind kind) throws IOException {
    assertThat(bytes(kind, SmallData.poisoned().upTo(SmallData.CUTOFF), 7))
        .isEqualTo(bytes(kind, SmallData.dataset().upTo(SmallData.CUTOFF), 7));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyEpochIsReportedWithBothLosses(ModelKind kind) {
    List<Map<String, Double>> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void progress(double fraction, String message) {
            assertThat(fraction).isBetween(0.0, 1.0);
          }

          @Override
          public void epoch(int epoch, int of, Map<String, Double> losses) {
            epochs.add(losses);
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    kind.fit(SmallData.dataset(), HORIZON, small(kind), 1, listener).close();

    assertThat(epochs)
        .hasSize(4)
        .allSatisfy(
            losses -> {
              assertThat(losses).containsOnlyKeys("training", "validation");
              assertThat(losses.values()).allSatisfy(l -> assertThat(l).isPositive().isFinite());
            });
    assertThat(epochs.get(3).get("training")).isLessThan(epochs.get(0).get("training"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCancelledFitEndsAtTheNextBatch(ModelKind kind) {
    int[] asked = {0};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void progress(double fraction, String message) {}

          @Override
          public void epoch(int epoch, int of, Map<String, Double> losses) {}

          @Override
          public boolean cancelled() {
            return ++asked[0] > 3;
          }
        };
    assertThatThrownBy(() -> kind.fit(SmallData.dataset(), HORIZON, small(kind), 1, listener))
        .isInstanceOf(CancellationException.class);
    assertThat(asked[0]).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void dataTooShortForAWindowIsRefusedWithWhatItWouldNeed(ModelKind kind) {
    Dataset tiny = new Dataset("tiny", Step.DAY, List.of(series(1, 2, 3, 4, 5, 6, 7, 8)));
    assertThatThrownBy(() -> kind.fit(tiny, HORIZON, small(kind), 1, TrainingListener.NONE))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("14 + 7 steps");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSettingOutOfRangeIsRefusedByName(ModelKind kind) {
    assertThatThrownBy(
            () ->
                kind.fit(
                    SmallData.dataset(),
                    HORIZON,
                    Settings.of("learningRate", "2"),
                    1,
                    TrainingListener.NONE))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("learningRate");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aClosedModelSaysSo(ModelKind kind) {
    Dataset known = SmallData.dataset().upTo(SmallData.CUTOFF);
    ForecastModel model = fit(kind, known, 1);
    model.close();
    model.close();
    assertThatThrownBy(() -> forecast(model, known, new double[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private static ForecastModel fit(ModelKind kind, Dataset data, long seed) {
    return kind.fit(data, HORIZON, small(kind), seed, TrainingListener.NONE);
  }

  private static byte[] bytes(ModelKind kind, Dataset data, long seed) throws IOException {
    return bytes(kind, data, seed, small(kind), TrainingListener.NONE);
  }

  private static byte[] bytes(
      ModelKind kind, Dataset data, long seed, Settings settings, TrainingListener listener)
      throws IOException {
    try (ForecastModel model = kind.fit(data, HORIZON, settings, seed, listener)) {
      MemoryArtifacts artifacts = new MemoryArtifacts();
      model.save(artifacts);
      return artifacts.read("model.onnx");
    }
  }

  private static List<Forecast> forecast(ForecastModel model, Dataset data, double[] levels) {
    return model.forecast(contexts(data), WEEK, levels);
  }

  private static double[] values(ForecastModel model, Dataset data) {
    return forecast(model, data, Levels.published()).stream()
        .flatMap(f -> Arrays.stream(f.quantiles()))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static List<Context> contexts(Dataset data) {
    return new ArrayList<>(data.series().stream().map(Context::new).toList());
  }

  private static Series series(double... values) {
    return new Series(
        new SeriesId("other", List.of("X")),
        Step.DAY,
        19_000,
        "sales",
        Map.of("sales", values),
        Map.of());
  }
}
