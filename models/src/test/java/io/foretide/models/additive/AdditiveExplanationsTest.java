package io.foretide.models.additive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.explanation.Explanation;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.models.serving.MemoryArtifacts;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdditiveExplanationsTest {
  private static final LocalDate START = LocalDate.of(2022, 1, 1);
  private static final int DAYS = 800;
  private static final int AHEAD = 28;

  @Test
  void theRhythmThatWasPutInIsToldByWeekday() {
    Explanation weekly = told(fit(Settings.DEFAULTS, series("P1", 1)), "weekly");
    assertThat(weekly.columns()).containsExactly("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    double mean = (0 + 1 + 2 + 3 + 4 + 5 + 6) / 7.0;
    for (int day = 0; day < 7; day++) {
      assertThat(weekly.at(0, day)).isCloseTo(10 * (day - mean), within(1.5));
    }
  }

  @Test
  void theTrendRunsFromTheFirstDayToTheLastStepAhead() {
    Explanation trend = told(fit(Settings.DEFAULTS, series("P1", 1)), "trend");
    assertThat(trend.rows()).containsExactly("trend", "fitted");
    assertThat(trend.columns().get(0)).isEqualTo(START.toString());
    assertThat(trend.columns()).endsWith(START.plusDays(DAYS + AHEAD - 1).toString());
    assertThat(trend.at(0, 0)).isCloseTo(130, within(3.0));
    assertThat(trend.at(0, DAYS - 1)).isCloseTo(130 + 0.1 * DAYS, within(3.0));
  }

  @Test
  void severalSeriesAreToldTogetherAndTheLargestAlone() {
    Series small = series("P1", 1);
    Series large = series("P2", 3);
    List<Explanation> told = fit(Settings.DEFAULTS, small, large).explanations();
    assertThat(told).extracting(Explanation::name).doesNotHaveDuplicates();
    assertThat(byName(told, "trend-of-1").look().title()).contains("sales/P2");
    Explanation all = byName(told, "weekly");
    for (int day = 0; day < 7; day++) {
      assertThat(all.at(0, day))
          .isCloseTo(
              byName(told, "weekly-of-1").at(0, day) + byName(told, "weekly-of-2").at(0, day),
              within(1e-3));
    }
  }

  @Test
  void aShareOfTheTrendIsToldAsAnAmount() {
    Series growing = series("P1", day -> (100 + 0.2 * day) * (1 + 0.1 * (weekday(day) - 3)));
    Explanation weekly =
        told(fit(Settings.of("seasonalityMode", "multiplicative"), growing), "weekly");
    // The trend of the last year is about 225 in the middle.
    assertThat(weekly.at(0, 6)).isCloseTo(0.3 * 225, within(5.0));
  }

  @Test
  void everyHolidayIsToldByName() {
    Series series =
        series(
            "P1",
            day -> {
              LocalDate date = START.plusDays(day);
              return date.getMonthValue() == 7 && date.getDayOfMonth() == 4 ? 160 : 100;
            });
    Explanation holidays =
        told(fit(Settings.of("holidays", "US", "yearly", "off"), series), "holidays");
    int fourth =
        IntStream.range(0, holidays.rows().size())
            .filter(row -> holidays.rows().get(row).toLowerCase().contains("independence"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(holidays.rows()));
    assertThat(holidays.at(fourth, 0)).isCloseTo(60, within(6.0));
  }

  @Test
  void aRegressorIsToldAlongTime() {
    Series series =
        new Series(
            new SeriesId("sales", List.of("P1")),
            Step.DAY,
            START.toEpochDay(),
            "sales",
            Map.of(
                "sales", values(day -> 100 + (day % 10 == 0 ? 50 : 0)),
                "promo", values(day -> day % 10 == 0 ? 1 : 0)),
            Map.of());
    Explanation promo = told(fit(Settings.of("regressors", "promo"), series), "promo");
    assertThat(promo.at(0, 10) - promo.at(0, 11)).isCloseTo(50, within(3.0));
  }

  @Test
  void whatWasToldIsThereOnceTheModelIsLoaded() throws IOException {
    MemoryArtifacts artifacts = new MemoryArtifacts();
    AdditiveModel model = fit(Settings.DEFAULTS, series("P1", 1));
    model.save(artifacts);
    AdditiveModel loaded = (AdditiveModel) new AdditiveFormat().load(artifacts);
    assertThat(loaded.explanations()).usingRecursiveComparison().isEqualTo(model.explanations());
  }

  private static int weekday(int day) {
    return START.plusDays(day).getDayOfWeek().ordinal();
  }

  private static Explanation told(AdditiveModel model, String name) {
    return byName(model.explanations(), name);
  }

  private static Explanation byName(List<Explanation> told, String name) {
    return told.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private static AdditiveModel fit(Settings settings, Series... series) {
    Dataset data = new Dataset("sales", Step.DAY, List.of(series));
    return (AdditiveModel) new AdditiveKind().fit(data, AHEAD, settings, 1, TrainingListener.NONE);
  }

  private static Series series(String product, int size) {
    return series(product, day -> size * (100 + 0.1 * day + 10 * weekday(day)));
  }

  private static Series series(String product, IntToDoubleFunction value) {
    return new Series(
        new SeriesId("sales", List.of(product)),
        Step.DAY,
        START.toEpochDay(),
        "sales",
        Map.of("sales", values(value)),
        Map.of());
  }

  private static double[] values(IntToDoubleFunction value) {
    return IntStream.range(0, DAYS).mapToDouble(value).toArray();
  }
}
