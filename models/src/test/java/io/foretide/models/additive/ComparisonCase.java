package io.foretide.models.additive;

import io.foretide.models.kind.Settings;
import io.foretide.models.series.Context;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Data and settings on which Prophet's fit and ours are compared; the formulas are fixed. */
record ComparisonCase(String name, Context context, int horizon, Settings settings) {

  /** One case for each part of the model. */
  static List<ComparisonCase> generated() {
    return List.of(
        of("daily-two-years", Step.DAY, 731, 28, Map.of()),
        of("daily-four-years", Step.DAY, 1461, 28, Map.of()),
        of("daily-short", Step.DAY, 60, 14, Map.of()),
        of("daily-half-year", Step.DAY, 180, 28, Map.of()),
        of("bendy-trend", Step.DAY, 731, 28, Map.of("changepointPriorScale", "0.5")),
        of("no-changepoints", Step.DAY, 400, 28, Map.of("changepoints", "0")),
        of("gaps", Step.DAY, 800, 28, Map.of()),
        of("multiplicative", Step.DAY, 731, 28, Map.of("seasonalityMode", "multiplicative")),
        of("logistic", Step.DAY, 731, 28, Map.of("growth", "logistic", "cap", "200")),
        of(
            "logistic-floor-column",
            Step.DAY,
            731,
            28,
            Map.of("growth", "logistic", "cap", "ceiling", "floor", "-50")),
        of(
            "logistic-multiplicative",
            Step.DAY,
            731,
            28,
            Map.of("growth", "logistic", "cap", "200", "seasonalityMode", "multiplicative")),
        of("flat", Step.DAY, 500, 28, Map.of("growth", "flat")),
        of("hourly", Step.HOUR, 24 * 30, 48, Map.of()),
        of("monthly", Step.MONTH, 96, 12, Map.of()),
        of("own-seasonality", Step.DAY, 731, 28, Map.of("seasonalities", "monthly:30.5:5")),
        of("regressors", Step.DAY, 731, 28, Map.of("regressors", "price,promo")),
        of(
            "regressor-multiplicative",
            Step.DAY,
            731,
            28,
            Map.of("regressors", "price:10:multiplicative,promo:1:additive")),
        of(
            "events",
            Step.DAY,
            731,
            28,
            Map.of(
                "events",
                "alpha=2021-05-01|2022-05-01,beta=2021-12-24|2022-12-24",
                "daysAfter",
                "1")));
  }

  private static ComparisonCase of(
      String name, Step step, int length, int horizon, Map<String, String> settings) {
    return new ComparisonCase(
        name, series(name, step, length, horizon), horizon, new Settings(settings));
  }

  /** Trend, weekly and yearly waves, an effect of price and promotion, noise; seeded by name. */
  static Context series(String name, Step step, int length, int horizon) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double[] sales = new double[length];
    double[] price = new double[length + horizon];
    double[] promo = new double[length + horizon];
    double[] ceiling = new double[length + horizon];
    for (int i = 0; i < length + horizon; i++) {
      double days = i / step.perDay();
      price[i] = 2 + 0.3 * Math.sin(i / 17.0) + 0.1 * random.nextDouble();
      promo[i] = random.nextInt(9) == 0 ? 1 : 0;
      ceiling[i] = 200 + 0.05 * i;
      if (i < length) {
        double trend = 60 + 0.08 * Math.min(days, 300) - 0.05 * Math.max(0, days - 400);
        double week = 9 * Math.sin(2 * Math.PI * days / 7) + 4 * Math.cos(4 * Math.PI * days / 7);
        double year = 11 * Math.sin(2 * Math.PI * days / 365.25 + 1);
        double day = step.perDay() > 1 ? 6 * Math.cos(2 * Math.PI * days) : 0;
        sales[i] =
            trend + week + year + day - 6 * price[i] + 8 * promo[i] + 5 * random.nextGaussian();
        if (name.equals("gaps") && (i % 11 == 3 || (i > 200 && i < 260))) {
          sales[i] = Double.NaN;
        }
      }
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    Map<String, double[]> known = new LinkedHashMap<>();
    columns.put("sales", sales);
    split("price", price, length, columns, known);
    split("promo", promo, length, columns, known);
    split("ceiling", ceiling, length, columns, known);
    long start = step.indexOf(Instant.parse("2021-01-02T00:00:00Z"));
    SeriesId id = new SeriesId("generated", List.of(name));
    return new Context(new Series(id, step, start, "sales", columns, Map.of()), known);
  }

  private static void split(
      String name,
      double[] values,
      int length,
      Map<String, double[]> columns,
      Map<String, double[]> known) {
    columns.put(name, Arrays.copyOf(values, length));
    known.put(name, Arrays.copyOfRange(values, length, values.length));
  }
}
