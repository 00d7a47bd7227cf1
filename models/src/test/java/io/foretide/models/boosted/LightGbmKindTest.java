package io.foretide.models.boosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.models.kind.FitException;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LightGbmKindTest {
  private static final Settings SMALL =
      Settings.of("rounds", "40", "leaves", "8", "rows", "4000", "bags", "2");
  private static final double[] NINETY_FIVE = {0.025, 0.975};

  @Test
  void aWeekIsLearnedFromOtherProductsOfAnySize() {
    Dataset shop = shop(12, 200);
    try (ForecastModel model = fit(shop, 14, SMALL)) {
      Series stranger = weekly("stranger", 5000, 60, 99);
      Forecast forecast =
          model
              .forecast(List.of(new Context(stranger)), new Horizon(14, Step.DAY), NINETY_FIVE)
              .get(0);
      for (int h = 0; h < 14; h++) {
        double truth = 5000 * shape(stranger.start() + stranger.length() + h);
        assertThat(forecast.meanAt(h)).as("step %d", h).isBetween(0.8 * truth, 1.2 * truth);
      }
    }
  }

  @Test
  void theIntervalHoldsAboutWhatItSays() {
    Dataset shop = shop(12, 228);
    Dataset known = shop.upTo(Step.DAY.at(199));
    try (ForecastModel model = fit(known, 28, SMALL)) {
      List<Context> contexts = known.series().stream().map(Context::new).toList();
      List<Forecast> forecasts = model.forecast(contexts, new Horizon(28, Step.DAY), NINETY_FIVE);
      int inside = 0;
      for (int s = 0; s < forecasts.size(); s++) {
        for (int h = 0; h < 28; h++) {
          double y = shop.series().get(s).targetAt(200 + h);
          Forecast one = forecasts.get(s);
          inside += y >= one.quantileAt(0.025, h) && y <= one.quantileAt(0.975, h) ? 1 : 0;
        }
      }
      assertThat(inside / (28.0 * forecasts.size())).isBetween(0.88, 0.995);
    }
  }

  @Test
  void aForecastOfOneIsTheForecastAmongMany() {
    Dataset shop = shop(6, 200);
    try (ForecastModel model = fit(shop, 7, SMALL)) {
      List<Context> contexts = shop.series().stream().map(Context::new).toList();
      List<Forecast> many = model.forecast(contexts, new Horizon(7, Step.DAY), NINETY_FIVE);
      for (int s = 0; s < contexts.size(); s++) {
        Forecast one =
            model
                .forecast(contexts.subList(s, s + 1), new Horizon(7, Step.DAY), NINETY_FIVE)
                .get(0);
        assertThat(one.mean()).containsExactly(many.get(s).mean());
        assertThat(one.quantiles()).isDeepEqualTo(many.get(s).quantiles());
      }
    }
  }

  @Test
  void manyThreadsGetWhatOneWouldGet() {
    Dataset shop = shop(6, 200);
    try (ForecastModel model = fit(shop, 7, SMALL)) {
      List<Context> contexts = shop.series().stream().map(Context::new).toList();
      double[] alone =
          model.forecast(contexts, new Horizon(7, Step.DAY), NINETY_FIVE).get(3).mean();
      List<double[]> together =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(
                  i ->
                      model.forecast(contexts, new Horizon(7, Step.DAY), NINETY_FIVE).get(3).mean())
              .toList();
      assertThat(together).allSatisfy(one -> assertThat(one).containsExactly(alone));
    }
  }

  @Test
  void theWeekTellsMostWhereThereIsNothingButAWeek() {
    try (LightGbmModel model = (LightGbmModel) fit(shop(12, 200), 7, SMALL)) {
      List<FeatureImportance> importance = model.importance();
      assertThat(importance.subList(0, 5))
          .extracting(FeatureImportance::feature)
          .containsAnyOf("day of week", "season mean 4", "season mean 8");
      assertThat(importance.get(0).gain()).isGreaterThan(importance.get(5).gain());
      assertThat(importance.get(0).splits()).isPositive();
    }
  }

  @Test
  void daysOfTheYearCountOnlyWhereAllWereSeen() {
    for (int days : new int[] {200, 400}) {
      try (LightGbmModel model = (LightGbmModel) fit(shop(3, days), 7, SMALL)) {
        assertThat(model.importance().stream().map(FeatureImportance::feature))
            .as("%d days", days)
            .filteredOn("day of year"::equals)
            .hasSize(days < 365 ? 0 : 1);
      }
    }
  }

  @Test
  void afterClosingItSaysSoInsteadOfTouchingFreedMemory() {
    Dataset shop = shop(6, 120);
    ForecastModel model = fit(shop, 7, SMALL);
    model.close();
    model.close();
    List<Context> contexts = List.of(new Context(shop.series().get(0)));
    assertThatThrownBy(() -> model.forecast(contexts, new Horizon(7, Step.DAY), NINETY_FIVE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void hoursAndMonthsAndWeeksAreForecastToo() {
    for (Step step : List.of(Step.HOUR, Step.MONTH, Step.ofSeconds(7 * 86_400), Step.MINUTE)) {
      List<Series> series = new ArrayList<>();
      for (int s = 0; s < 4; s++) {
        double[] values = new double[300];
        for (int i = 0; i < values.length; i++) {
          values[i] = 10 * (s + 1) * (2 + Math.sin(2 * Math.PI * i / step.season()));
        }
        series.add(series("s" + s, step, 0, values));
      }
      Dataset data = new Dataset("waves", step, series);
      try (ForecastModel model = fit(data, 12, SMALL)) {
        Forecast forecast =
            model
                .forecast(List.of(new Context(series.get(0))), new Horizon(12, step), NINETY_FIVE)
                .get(0);
        assertThat(Arrays.stream(forecast.mean())).as("%s", step).allMatch(y -> y > 0 && y < 40);
      }
    }
  }

  @Test
  void tooLittleDataIsRefusedWithWhatItWouldTake() {
    assertThatThrownBy(() -> fit(shop(1, 5), 7, SMALL))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("FT-2420");
    assertThatThrownBy(() -> fit(new Dataset("none", Step.DAY, List.of()), 7, SMALL))
        .isInstanceOf(FitException.class)
        .hasMessageContaining("FT-2420");
  }

  private static ForecastModel fit(Dataset data, int horizon, Settings settings) {
    return new LightGbmKind().fit(data, horizon, settings, 7, TrainingListener.NONE);
  }

  private static Dataset shop(int products, int days) {
    return new Dataset(
        "shop",
        Step.DAY,
        IntStream.range(0, products)
            .mapToObj(p -> weekly("p" + p, 10 * (p + 1), days, p))
            .toList());
  }

  private static Series weekly(String name, double size, int days, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[days];
    for (int day = 0; day < days; day++) {
      values[day] = size * shape(day) * (0.9 + 0.2 * random.nextDouble());
    }
    return series(name, Step.DAY, 0, values);
  }

  /** Twice as much at the weekend. */
  private static double shape(long day) {
    return Math.floorMod(day + 3, 7) >= 5 ? 2 : 1;
  }

  private static Series series(String name, Step step, long start, double[] values) {
    return new Series(
        new SeriesId("shop", List.of(name)),
        step,
        start,
        "sales",
        Map.of("sales", values),
        Map.of());
  }
}
