package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.SettingException;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdditiveKindTest {
  private static final Horizon MONTH = new Horizon(28, Step.DAY);

  private final AdditiveKind kind = new AdditiveKind();

  @Test
  void aPlainSeriesIsForecastOnItsTrendAndWeek() {
    double[] values = new double[400];
    Arrays.setAll(values, day -> level(day) + (day % 2 == 0 ? 1 : -1));
    Forecast forecast = forecast(fit(series("P1", values)), series("P1", values));
    for (int h = 0; h < 28; h++) {
      assertThat(forecast.meanAt(h)).isCloseTo(level(400 + h), within(1.5));
      assertThat(forecast.quantileAt(0.025, h)).isLessThan(forecast.meanAt(h));
      assertThat(forecast.quantileAt(0.975, h)).isGreaterThan(forecast.meanAt(h));
    }
  }

  @Test
  void theSameSeedGivesTheSameModelAndAnotherSeedOtherPathsOnly() {
    Series series = noisy("P1", 400);
    Forecast first = forecast(fit(series), series);
    assertSame(first, forecast(fit(series), series));
    Dataset data = data(series);
    ForecastModel other = kind.fit(data, 28, Settings.DEFAULTS, 2, TrainingListener.NONE);
    Forecast second = forecast(other, series);
    assertThat(second.mean()).containsExactly(first.mean());
    assertThat(second.quantiles()[0]).isNotEqualTo(first.quantiles()[0]);
  }

  @Test
  void saveAndLoadPredictTheSameBits() throws IOException {
    Settings settings =
        Settings.of(
            "holidays",
            "DE",
            "regressors",
            "promo",
            "seasonalities",
            "monthly:30.5:3",
            "events",
            "fair=2021-05-01");
    Context context = ComparisonCase.series("saved", Step.DAY, 731, 28);
    ForecastModel model = kind.fit(data(context.history()), 28, settings, 5, TrainingListener.NONE);
    MemoryArtifacts artifacts = new MemoryArtifacts();
    model.save(artifacts);
    ForecastModel loaded = new AdditiveFormat().load(artifacts);
    assertSame(
        model.forecast(List.of(context), MONTH, Levels.published()).get(0),
        loaded.forecast(List.of(context), MONTH, Levels.published()).get(0));
  }

  @Test
  void nothingAfterTheCutoffIsSeen() {
    Series whole = noisy("P1", 500);
    double[] poisoned = whole.target();
    Arrays.fill(poisoned, 400, 500, 1e9);
    Series poison = series("P1", poisoned);
    Dataset clean = data(whole).upTo(whole.timeAt(399));
    Dataset dirty = data(poison).upTo(whole.timeAt(399));
    assertSame(
        forecast(kind.fit(clean, 28, Settings.DEFAULTS, 1, TrainingListener.NONE), clean),
        forecast(kind.fit(dirty, 28, Settings.DEFAULTS, 1, TrainingListener.NONE), dirty));
  }

  @Test
  void defaultsReadNothingButTheTarget() {
    Series plain = noisy("P1", 400);
    double[] price = new double[400];
    Arrays.setAll(price, i -> i % 5);
    Series priced =
        new Series(
            plain.id(),
            Step.DAY,
            plain.start(),
            "sales",
            Map.of("sales", plain.target(), "unit_price", price),
            Map.of());
    assertSame(forecast(fit(plain), plain), forecast(fit(priced), priced));
  }

  @Test
  void anUnseenSeriesIsFittedOnTheFly() {
    Series known = noisy("P1", 400);
    Series unseen = noisy("P2", 300);
    Forecast onTheFly = forecast(fit(known), unseen);
    assertSame(forecast(fit(unseen), unseen), onTheFly);
  }

  @Test
  void aLongerContextIsForecastFromItsOwnEndWithTheStoredParameters() {
    Series longer = noisy("P1", 430);
    Series shorter = longer.upTo(longer.timeAt(399));
    ForecastModel model = fit(shorter);
    Forecast early =
        model
            .forecast(List.of(new Context(shorter)), new Horizon(58, Step.DAY), new double[0])
            .get(0);
    Forecast late = forecast(model, longer);
    assertThat(late.cutoff()).isEqualTo(longer.end());
    for (int h = 0; h < 28; h++) {
      assertThat(late.meanAt(h)).isEqualTo(early.meanAt(h + 30));
    }
  }

  @Test
  void aConstantSeriesStaysConstant() {
    double[] values = new double[100];
    Arrays.fill(values, 7);
    Forecast forecast = forecast(fit(series("P1", values)), series("P1", values));
    for (int h = 0; h < 28; h++) {
      assertThat(forecast.meanAt(h)).isCloseTo(7, within(1e-9));
      assertThat(forecast.quantileAt(0.975, h)).isCloseTo(7, within(1e-3));
    }
  }

  @Test
  void aSeriesWithoutNoiseIsContinued() {
    double[] values = new double[400];
    Arrays.setAll(values, AdditiveKindTest::level);
    Forecast forecast = forecast(fit(series("P1", values)), series("P1", values));
    for (int h = 0; h < 28; h++) {
      assertThat(forecast.meanAt(h)).isCloseTo(level(400 + h), within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e12, -1})
  void theUnitOfTheValuesDoesNotMatter(double unit) {
    Series plain = noisy("P1", 300);
    double[] scaled = plain.target();
    Arrays.setAll(scaled, i -> scaled[i] * unit);
    Forecast expected = forecast(fit(plain), plain);
    Forecast forecast = forecast(fit(series("P1", scaled)), series("P1", scaled));
    for (int h = 0; h < 28; h++) {
      assertThat(forecast.meanAt(h) / unit).isCloseTo(expected.meanAt(h), within(1e-6));
    }
  }

  @Test
  void aColumnThatOneSeriesLacksSaysNothingThere() {
    double[] promo = new double[200];
    Arrays.setAll(promo, i -> i % 3 == 0 ? 1 : 0);
    Series without = noisy("P2", 200);
    Series with =
        new Series(
            noisy("P1", 200).id(),
            Step.DAY,
            18_700,
            "sales",
            Map.of("sales", noisy("P1", 200).target(), "promo", promo),
            Map.of());
    Settings settings = Settings.of("regressors", "promo");
    ForecastModel model = kind.fit(data(with, without), 28, settings, 1, TrainingListener.NONE);
    assertThat(forecast(model, without).mean())
        .containsExactly(forecast(fit(without), without).mean());
    assertThat(forecast(model, with).mean()).isNotEqualTo(forecast(fit(with), with).mean());
  }

  @Test
  void gapsAreLeftOut() {
    Series whole = noisy("P1", 400);
    double[] holes = whole.target();
    for (int i = 0; i < holes.length; i += 3) {
      holes[i] = Double.NaN;
    }
    Forecast forecast = forecast(fit(series("P1", holes)), series("P1", holes));
    Forecast full = forecast(fit(whole), whole);
    for (int h = 0; h < 28; h++) {
      assertThat(forecast.meanAt(h)).isCloseTo(full.meanAt(h), within(3.0));
    }
  }

  @Test
  void fewObservationsAreForecastFinitely() {
    for (int length = 2; length < 20; length++) {
      Series series = noisy("P" + length, length);
      Forecast forecast = forecast(fit(series), series);
      assertThat(Arrays.stream(forecast.mean()).allMatch(Double::isFinite)).isTrue();
      assertThat(Arrays.stream(forecast.quantiles()[0]).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void aSingleObservationBesideOthersIsItsLevel() {
    ForecastModel model = fit(noisy("P1", 100), series("P2", 4, Double.NaN));
    Forecast forecast = forecast(model, series("P2", 4, Double.NaN));
    assertThat(forecast.mean()).containsOnly(4);
  }

  @Test
  void aDataSetWithoutTwoObservationsIsRefusedWithWhatItNeeds() {
    assertThatThrownBy(() -> fit(series("P1", 4), series("P2", Double.NaN, 3)))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("FT-2410")
        .hasMessageContaining("at least 2 observations");
  }

  @Test
  void aMissingColumnIsNamed() {
    Settings settings = Settings.of("regressors", "weather");
    assertThatThrownBy(() -> kind.fit(data(noisy("P1", 50)), 7, settings, 1, TrainingListener.NONE))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("weather")
        .hasMessageContaining("sales");
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedBeforeTheData() {
    for (Settings wrong :
        List.of(
            Settings.of("growth", "logistic"),
            Settings.of("growth", "cubic"),
            Settings.of("yearly", "sometimes"),
            Settings.of("holidays", "XX"),
            Settings.of("holidays", "DE-ZZ"),
            Settings.of("seasonalities", "monthly"),
            Settings.of("seasonalities", "monthly:30:0"),
            Settings.of("events", "fair=soon"),
            Settings.of("changepointDates", "2021-13-01"),
            Settings.of("changepointPriorScale", "-1"))) {
      assertThatThrownBy(() -> kind.settings().validate(wrong))
          .as(wrong.toString())
          .isInstanceOf(SettingException.class);
    }
  }

  @Test
  void aCancelledRunStops() {
    List<Series> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(noisy("P" + i, 60));
    }
    List<Double> fractions = new ArrayList<>();
    TrainingListener impatient =
        new TrainingListener() {
          @Override
          public void progress(double fraction, String message) {
            fractions.add(fraction);
          }

          @Override
          public void epoch(int epoch, int epochs, Map<String, Double> losses) {}

          @Override
          public boolean cancelled() {
            return !fractions.isEmpty();
          }
        };
    Dataset data = new Dataset("sales", Step.DAY, many);
    assertThatThrownBy(() -> kind.fit(data, 28, Settings.DEFAULTS, 1, impatient))
        .isInstanceOf(CancellationException.class);
    assertThat(fractions).hasSize(1).first().satisfies(f -> assertThat(f).isLessThan(0.5));
  }

  @Test
  void manyThreadsGetTheSameForecasts() {
    List<Context> contexts =
        IntStream.range(0, 40).mapToObj(i -> new Context(noisy("P" + i, 120))).toList();
    ForecastModel model = fit(contexts.stream().map(Context::history).toArray(Series[]::new));
    List<Forecast> together = model.forecast(contexts, MONTH, Levels.published());
    for (int i = 0; i < contexts.size(); i++) {
      assertSame(forecast(model, contexts.get(i).history()), together.get(i));
    }
  }

  private ForecastModel fit(Series... series) {
    return kind.fit(data(series), 28, Settings.DEFAULTS, 1, TrainingListener.NONE);
  }

  private static Dataset data(Series... series) {
    return new Dataset("sales", Step.DAY, List.of(series));
  }

  private static Forecast forecast(ForecastModel model, Dataset data) {
    return forecast(model, data.series().get(0));
  }

  private static Forecast forecast(ForecastModel model, Series series) {
    return model.forecast(List.of(new Context(series)), MONTH, Levels.published()).get(0);
  }

  private static void assertSame(Forecast one, Forecast other) {
    assertThat(other.mean()).containsExactly(one.mean());
    assertThat(other.quantiles()).isDeepEqualTo(one.quantiles());
  }

  private static double level(int day) {
    return 50 + 0.05 * day + 8 * Math.sin(2 * Math.PI * day / 7);
  }

  private static Series noisy(String name, int length) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double[] values = new double[length];
    Arrays.setAll(values, day -> level(day) + 3 * random.nextGaussian());
    return series(name, values);
  }

  private static Series series(String name, double... values) {
    return new Series(
        new SeriesId("sales", List.of(name)),
        Step.DAY,
        18_700,
        "sales",
        Map.of("sales", values),
        Map.of());
  }
}
