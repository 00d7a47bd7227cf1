package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was put into a series is what the model says it found there. */
final class ComponentsTest {
  private static final LocalDate START = LocalDate.of(2021, 1, 1);

  @Test
  void theComponentsAddUpToTheForecast() {
    Context context = ComparisonCase.series("sum", Step.DAY, 731, 28);
    Settings settings = Settings.of("regressors", "price,promo:5:multiplicative", "holidays", "US");
    AdditiveModel model = fit(context.history(), settings);
    Components parts = model.components(context, 28);
    assertThat(parts.names()).containsExactly("yearly", "weekly", "holidays", "price", "promo");
    assertThat(parts.steps()).isEqualTo(759);
    assertThat(parts.isShare("promo")).isTrue();
    Forecast forecast = forecast(model, context, 28);
    for (int h = 0; h < 28; h++) {
      int i = 731 + h;
      double share = parts.component("promo")[i];
      double sum = parts.trend()[i] * (1 + share);
      for (String name : List.of("yearly", "weekly", "holidays", "price")) {
        sum += parts.component(name)[i];
      }
      assertThat(sum).isCloseTo(forecast.meanAt(h), within(1e-9));
      assertThat(parts.fitted()[i]).isCloseTo(forecast.meanAt(h), within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DE, 2022-10-03, 2023-10-03",
    "US, 2022-07-04, 2023-07-04",
    "FR, 2022-07-14, 2023-07-14",
    "DE-BY, 2022-01-06, 2023-01-06"
  })
  void aHolidaysEffectIsFoundAndForecast(String country, LocalDate past, LocalDate next) {
    int length = (int) (next.toEpochDay() - START.toEpochDay()) - 5;
    Series series =
        series(
            length,
            day -> {
              LocalDate date = START.plusDays(day);
              boolean same =
                  date.getMonth() == past.getMonth()
                      && date.getDayOfMonth() == past.getDayOfMonth();
              return 100 + (same ? 40 : 0);
            });
    Context context = new Context(series);
    Forecast with = forecast(fit(series, Settings.of("holidays", country)), context, 10);
    Forecast without = forecast(fit(series, Settings.DEFAULTS), context, 10);
    assertThat(with.meanAt(5) - with.meanAt(4)).isBetween(30.0, 50.0);
    assertThat(without.meanAt(5) - without.meanAt(4)).isBetween(-10.0, 25.0);
  }

  @Test
  void daysAroundAnEventBelongToIt() {
    Series series =
        series(
            700, day -> 100 + (day == 100 || day == 465 ? 50 : day == 99 || day == 464 ? 25 : 0));
    String days = START.plusDays(100) + "|" + START.plusDays(465) + "|" + START.plusDays(705);
    Settings settings = Settings.of("events", "fair=" + days, "daysBefore", "1");
    Components parts = fit(series, settings).components(new Context(series), 10);
    assertThat(parts.component("holidays")[705]).isCloseTo(50, within(5.0));
    assertThat(parts.component("holidays")[704]).isCloseTo(25, within(5.0));
    assertThat(parts.component("holidays")[703]).isZero();
  }

  @Test
  void aKnownFutureOfARegressorIsUsedAndElseItsLastValueStays() {
    SplittableRandom random = new SplittableRandom(11);
    double[] price = new double[300];
    for (int i = 0; i < price.length; i++) {
      price[i] = i == 299 ? 2 : 1 + random.nextDouble() * 3;
    }
    Series series = withColumn(series(300, day -> 200 - 20 * price[day]), "price", price);
    AdditiveModel model = fit(series, Settings.of("regressors", "price"));
    Forecast carried = forecast(model, new Context(series), 5);
    Forecast planned =
        forecast(model, new Context(series, Map.of("price", new double[] {4, 4, 4, 4, 4})), 5);
    for (int h = 0; h < 5; h++) {
      assertThat(carried.meanAt(h)).isCloseTo(160, within(4.0));
      assertThat(planned.meanAt(h)).isCloseTo(120, within(4.0));
    }
  }

  @Test
  void regressorsAreStandardisedUnlessTheyAreFlagsOrConstant() {
    assertThat(Regressor.standardised("price", 10, false, new double[] {1, 2, 3}))
        .isEqualTo(new Regressor("price", 10, false, 2, 1));
    assertThat(Regressor.standardised("promo", 10, false, new double[] {1, 0, 0}))
        .isEqualTo(new Regressor("promo", 10, false, 0, 1));
    assertThat(Regressor.standardised("fixed", 10, false, new double[] {5, 5, 5}))
        .isEqualTo(new Regressor("fixed", 10, false, 0, 1));
  }

  @Test
  void logisticGrowthStaysBetweenFloorAndCap() {
    Series series = series(600, day -> 20 + 180 / (1 + Math.exp(-(day - 350) / 60.0)));
    Settings settings = Settings.of("growth", "logistic", "cap", "200", "floor", "20");
    AdditiveModel model = fit(series, settings);
    double[] trend = model.components(new Context(series), 2000).trend();
    for (double value : trend) {
      assertThat(value).isBetween(20.0, 200.0);
    }
    assertThat(trend[2599]).isGreaterThan(195);
    assertThat(trend[350]).isCloseTo(110, within(5.0));
  }

  @Test
  void multiplicativeSeasonalityGrowsWithTheTrend() {
    Series series =
        series(500, day -> (50 + 0.3 * day) * (1 + 0.2 * Math.sin(2 * Math.PI * day / 7)));
    AdditiveModel model = fit(series, Settings.of("seasonalityMode", "multiplicative"));
    Components parts = model.components(new Context(series), 0);
    assertThat(parts.isShare("weekly")).isTrue();
    double largest = Arrays.stream(parts.component("weekly")).max().orElseThrow();
    assertThat(largest).isCloseTo(0.195, within(0.01));
  }

  @Test
  void aConditionSwitchesASeasonalityOff() {
    double[] open = new double[400];
    Arrays.setAll(open, day -> day % 100 < 50 ? 1 : 0);
    Series series =
        withColumn(
            series(400, day -> 100 + open[day] * 10 * Math.sin(2 * Math.PI * day / 5)),
            "open",
            open);
    Settings settings = Settings.of("seasonalities", "five:5:2:10:additive:open", "weekly", "off");
    double[] five = fit(series, settings).components(new Context(series), 0).component("five");
    assertThat(five[51]).isZero();
    assertThat(Math.abs(five[1])).isGreaterThan(5);
  }

  @Test
  void theTrendTurnsAtAChosenDate() {
    Series series = series(400, day -> 100 + Math.max(0, day - 200));
    Settings settings =
        Settings.of("changepointDates", START.plusDays(200).toString(), "weekly", "off");
    double[] trend = fit(series, settings).components(new Context(series), 0).trend();
    assertThat(trend[100] - trend[0]).isCloseTo(0, within(3.0));
    assertThat(trend[399] - trend[299]).isCloseTo(100, within(3.0));
  }

  private static AdditiveModel fit(Series series, Settings settings) {
    Dataset data = new Dataset("sales", Step.DAY, List.of(series));
    return (AdditiveModel) new AdditiveKind().fit(data, 28, settings, 1, TrainingListener.NONE);
  }

  private static Forecast forecast(AdditiveModel model, Context context, int steps) {
    return model.forecast(List.of(context), new Horizon(steps, Step.DAY), new double[0]).get(0);
  }

  /** Days from 2021 on, with a little noise so that nothing is fitted perfectly. */
  private static Series series(int length, IntToDoubleFunction value) {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = new double[length];
    Arrays.setAll(values, day -> value.applyAsDouble(day) + random.nextGaussian());
    Instant start = START.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Series(
        new SeriesId("sales", List.of("P1")),
        Step.DAY,
        Step.DAY.indexOf(start),
        "sales",
        Map.of("sales", values),
        Map.of());
  }

  private static Series withColumn(Series series, String name, double[] values) {
    Map<String, double[]> columns = new HashMap<>(Map.of("sales", series.target()));
    columns.put(name, values);
    return new Series(series.id(), Step.DAY, series.start(), "sales", columns, Map.of());
  }
}
