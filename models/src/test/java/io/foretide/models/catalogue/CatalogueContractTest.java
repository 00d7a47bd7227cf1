package io.foretide.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.evaluation.Backtest;
import io.foretide.models.evaluation.Window;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of the catalogue promises, whatever it is made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueContractTest {
  private static final ModelCatalogue CATALOGUE = ModelCatalogue.of(List.of());
  private static final Horizon FORTNIGHT = new Horizon(OddShop.HORIZON, Step.DAY);
  private static final double[] LEVELS = Levels.published();
  private static final Dataset KNOWN = OddShop.whole().upTo(OddShop.CUTOFF);

  /** Settings that make a fit quick; the promises hold for any. */
  private static final Map<String, Settings> QUICK =
      Map.of(
          "ets", Settings.of("evaluations", "150", "paths", "100"),
          "additive", Settings.of("samples", "50"),
          "lightgbm", Settings.of("rounds", "20", "rows", "3000", "bags", "2"),
          "direction-ensemble", Settings.of("kinds", "naive,adm,cipo,lightgbm", "cutoffs", "2"),
          "blend",
              Settings.of(
                  "kinds", "theta,seasonal-naive,lightgbm",
                  "cutoffs", "1",
                  "members", "lightgbm.rounds=10;lightgbm.rows=2000;lightgbm.bags=2"));

  private Map<String, ForecastModel> fitted;

  @BeforeAll
  void fitEveryKind() {
    fitted = new TreeMap<>();
    for (ModelKind kind : CATALOGUE.all()) {
      fitted.put(kind.card().id(), fit(kind, KNOWN));
    }
  }

  @AfterAll
  void closeAll() {
    fitted.values().forEach(ForecastModel::close);
  }

  static List<Named<ModelKind>> kinds() {
    return CATALOGUE.all().stream().map(kind -> Named.of(kind.card().id(), kind)).toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLoadedModelForecastsWhatTheSavedOneDid(ModelKind kind) throws IOException {
    List<Context> contexts = contexts(KNOWN.series());
    List<Forecast> before = modelOf(kind).forecast(contexts, FORTNIGHT, LEVELS);
    try (ForecastModel loaded = FormatCatalogue.standard().load(saved(modelOf(kind)))) {
      assertSame(loaded.forecast(contexts, FORTNIGHT, LEVELS), before);
      assertThat(loaded.maxHorizon()).isEqualTo(modelOf(kind).maxHorizon());
      assertSameFiles(saved(loaded), saved(modelOf(kind)));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aForecastHasTheStepsThatWereAskedFor(ModelKind kind) {
    ForecastModel model = modelOf(kind);
    assertThat(model.maxHorizon()).isGreaterThanOrEqualTo(OddShop.HORIZON);
    List<Context> contexts = contexts(KNOWN.series());
    List<Forecast> all = model.forecast(contexts, FORTNIGHT, LEVELS);
    for (int steps : new int[] {1, 5}) {
      List<Forecast> some = model.forecast(contexts, new Horizon(steps, Step.DAY), LEVELS);
      for (int s = 0; s < some.size(); s++) {
        assertThat(some.get(s).mean())
            .as("%s", some.get(s).series())
            .hasSize(steps)
            .containsExactly(Arrays.copyOf(all.get(s).mean(), steps));
      }
    }
    if (model.maxHorizon() < Integer.MAX_VALUE) {
      Horizon beyond = new Horizon(model.maxHorizon() + 1, Step.DAY);
      assertThatThrownBy(() -> model.forecast(contexts, beyond, LEVELS))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everySeriesHoweverOddIsForecastWithFiniteOrderedQuantiles(ModelKind kind) {
    List<Forecast> forecasts = modelOf(kind).forecast(contexts(KNOWN.series()), FORTNIGHT, LEVELS);
    for (int s = 0; s < forecasts.size(); s++) {
      assertThat(forecasts.get(s).series()).isEqualTo(KNOWN.series().get(s).id());
      assertThat(forecasts.get(s).cutoff()).isEqualTo(OddShop.CUTOFF);
      assertSound(forecasts.get(s));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingButZerosAndAConstantGoOn(ModelKind kind) {
    for (Series odd : KNOWN.series()) {
      double level =
          odd.id().text().endsWith("zeros") ? 0 : odd.id().text().endsWith("constant") ? 12 : -1;
      if (level >= 0) {
        Forecast forecast =
            modelOf(kind).forecast(contexts(List.of(odd)), FORTNIGHT, LEVELS).get(0);
        assertThat(Arrays.stream(forecast.mean()))
            .as("%s", odd.id())
            .allMatch(y -> Math.abs(y - level) <= 0.15 * level + 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSameSeedGivesTheSameBytes(ModelKind kind) throws IOException {
    try (ForecastModel again = fit(kind, KNOWN)) {
      assertSameFiles(saved(again), saved(modelOf(kind)));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingAfterTheCutoffIsSeen(ModelKind kind) {
    List<Window> clean = backtest(kind, OddShop.whole());
    List<Window> poisoned = backtest(kind, OddShop.poisoned());
    assertThat(clean).isNotEmpty();
    assertSame(
        poisoned.stream().map(Window::forecast).toList(),
        clean.stream().map(Window::forecast).toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSeriesItNeverSawIsForecast(ModelKind kind) {
    Series stranger = OddShop.stranger();
    Forecast forecast =
        modelOf(kind).forecast(contexts(List.of(stranger)), FORTNIGHT, LEVELS).get(0);
    assertSound(forecast);
    assertThat(forecast.series()).isEqualTo(stranger.id());
    double ahead = Arrays.stream(forecast.mean()).average().orElseThrow();
    assertThat(ahead).isBetween(30.0, 240.0);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatCameAfterTheFitIsReadFromTheContext(ModelKind kind) {
    List<Series> later = OddShop.whole().series();
    List<Forecast> forecasts = modelOf(kind).forecast(contexts(later), FORTNIGHT, LEVELS);
    for (int s = 0; s < forecasts.size(); s++) {
      assertThat(forecasts.get(s).cutoff()).isEqualTo(later.get(s).end());
      assertSound(forecasts.get(s));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aForecastOfOneSeriesIsTheOneItHasAmongMany(ModelKind kind) {
    List<Context> contexts = contexts(KNOWN.series());
    List<Forecast> many = modelOf(kind).forecast(contexts, FORTNIGHT, LEVELS);
    List<Forecast> single =
        IntStream.range(0, contexts.size())
            .mapToObj(
                s -> modelOf(kind).forecast(contexts.subList(s, s + 1), FORTNIGHT, LEVELS).get(0))
            .toList();
    assertSame(single, many);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCancelledFitStops(ModelKind kind) {
    assertThatThrownBy(
            () -> kind.fit(KNOWN, OddShop.HORIZON, quick(kind), 3, new ImpatientListener(0)))
        .isInstanceOf(CancellationException.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void closingTwiceDoesNothing(ModelKind kind) {
    ForecastModel model = fit(kind, KNOWN);
    model.close();
    model.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everySettingHasADefaultThatIsAllowed(ModelKind kind) {
    kind.settings().validate(Settings.DEFAULTS);
    assertThat(kind.settings().specs()).allMatch(spec -> !spec.help().isBlank());
    assertThat(kind.card().weaknesses()).isNotEmpty();
    assertThat(kind.card().paper()).isNotBlank();
  }

  private ForecastModel modelOf(ModelKind kind) {
    return fitted.get(kind.card().id());
  }

  private static ForecastModel fit(ModelKind kind, Dataset data) {
    return kind.fit(data, OddShop.HORIZON, quick(kind), 3, TrainingListener.NONE);
  }

  private static Settings quick(ModelKind kind) {
    return QUICK.getOrDefault(kind.card().id(), Settings.DEFAULTS);
  }

  private static List<Window> backtest(ModelKind kind, Dataset data) {
    return new Backtest(kind, quick(kind), 3)
        .run(data, List.of(OddShop.CUTOFF), OddShop.HORIZON, LEVELS, TrainingListener.NONE);
  }

  private static List<Context> contexts(List<Series> series) {
    return series.stream().map(Context::new).toList();
  }

  private static MemoryArtifacts saved(ForecastModel model) throws IOException {
    MemoryArtifacts artifacts = new MemoryArtifacts();
    ModelFormats.save(model, artifacts);
    return artifacts;
  }

  private static void assertSound(Forecast forecast) {
    assertThat(Arrays.stream(forecast.mean()))
        .as("%s", forecast.series())
        .allMatch(Double::isFinite);
    double[][] quantiles = forecast.quantiles();
    for (int q = 0; q < quantiles.length; q++) {
      for (int h = 0; h < forecast.steps(); h++) {
        assertThat(quantiles[q][h])
            .as("%s quantile %s at step %d", forecast.series(), LEVELS[q], h)
            .isFinite()
            .isGreaterThanOrEqualTo(q == 0 ? -Double.MAX_VALUE : quantiles[q - 1][h]);
      }
    }
  }

  private static void assertSameFiles(MemoryArtifacts actual, MemoryArtifacts expected) {
    assertThat(actual.files()).containsOnlyKeys(expected.files().keySet());
    expected
        .files()
        .forEach(
            (name, bytes) ->
                assertThat(Arrays.equals(actual.files().get(name), bytes))
                    .as("%s is the same", name)
                    .isTrue());
  }

  private static void assertSame(List<Forecast> some, List<Forecast> others) {
    assertThat(some).hasSameSizeAs(others);
    for (int s = 0; s < some.size(); s++) {
      assertThat(some.get(s).series()).isEqualTo(others.get(s).series());
      assertThat(some.get(s).mean())
          .as("%s", some.get(s).series())
          .containsExactly(others.get(s).mean());
      assertThat(some.get(s).quantiles())
          .as("%s", some.get(s).series())
          .isDeepEqualTo(others.get(s).quantiles());
    }
  }
}
