package io.foretide.forecaster.answers;

import io.foretide.forecaster.advice.StockAdvice;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.forecaster.versions.ServedAs;
import io.foretide.models.calibration.Calibration;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.runtime.CodedException;
import io.foretide.schemas.InventoryAdvice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Answers a query wholly from one generation: one version, one cutoff. */
final class Answerer {
  private final ModelDirectory directory;
  private final ForecastTable table;
  private final int leadTimeSteps;

  Answerer(ModelDirectory directory, ForecastTable table, int leadTimeSteps) {
    this.directory = directory;
    this.table = table;
    this.leadTimeSteps = leadTimeSteps;
  }

  /**
   * @throws CodedException FT-1501 nothing live yet, FT-1502 beyond the horizon, FT-1503 no such
   *     series, FT-1504 no such field, FT-1505 a bad value, FT-1506 no such level, FT-1601 no such
   *     model
   */
  ForecastAnswer answer(ForecastQuery query) {
    String model = model(query);
    ServedAs asked = new ServedAs(model, query.alias());
    Generation whole = live(asked);
    List<PublishedForecast> found = Matcher.match(query.filters(), whole.forecasts());
    Optional<Generation> canary =
        asked.equals(ServedAs.champion(model)) ? canary(model, found) : Optional.empty();
    Generation generation = canary.orElse(whole);
    List<PublishedForecast> series =
        canary.isPresent() ? Matcher.match(query.filters(), generation.forecasts()) : found;
    PublishedForecast first = series.get(0);
    Step step = Step.parse(first.step());
    int steps =
        query.days().isEmpty()
            ? first.steps()
            : steps(model, "days", query.days().getAsDouble(), step, first.steps());
    double[] levels =
        query.levels().isEmpty()
            ? first.levels()
            : query.levels().stream().mapToDouble(Double::doubleValue).toArray();
    double[] mean = new double[first.steps()];
    for (PublishedForecast one : series) {
      for (int h = 0; h < mean.length; h++) {
        mean[h] += one.mean(h);
      }
    }
    List<SeriesId> ids = series.stream().map(PublishedForecast::id).toList();
    Optional<double[][]> quantiles =
        series.size() == 1
            ? Optional.of(own(first, levels))
            : generation
                .calibration()
                .filter(known -> known.knowsSums() && known.knowsAnyOf(ids))
                .map(known -> ofSum(known, ids, mean, levels, series));
    Optional<InventoryAdvice> advice =
        series.stream().allMatch(PublishedForecast::isDemand)
            ? advice(query, model, generation, series, ids, mean, step)
            : Optional.empty();
    return new ForecastAnswer(
        model, query, generation.key(), series, steps, mean, levels, quantiles, advice);
  }

  private Generation live(ServedAs as) {
    return table
        .current(as)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1501",
                    "no version of model %s is live as %s yet; try again in a moment, or train one: foretide train --model %s"
                        .formatted(as.model(), as.alias(), as.model())));
  }

  /** The canary's forecasts, if it answers for every one of the series: no sum mixes versions. */
  private Optional<Generation> canary(String model, List<PublishedForecast> series) {
    return directory
        .canary(model)
        .filter(canary -> series.stream().allMatch(one -> canary.serves(one.id())))
        .flatMap(
            canary ->
                table
                    .current(new ServedAs(model, ServedAs.CANARY))
                    .filter(generation -> generation.key().version() == canary.version()))
        .filter(
            generation -> series.stream().allMatch(one -> generation.series().contains(one.id())));
  }

  private String model(ForecastQuery query) {
    Set<String> known = directory.models();
    if (query.model().isPresent()) {
      if (!known.contains(query.model().get())) {
        throw new CodedException(
            "FT-1601", "there is no model " + query.model().get() + "; there are " + known);
      }
      return query.model().get();
    }
    if (known.size() > 1 && !known.contains("sales")) {
      throw new CodedException("FT-1505", "say which model: {\"model\": ...}; there are " + known);
    }
    return known.size() == 1 ? known.iterator().next() : "sales";
  }

  private static int steps(String model, String field, double days, Step step, int horizon) {
    int steps = (int) Math.max(1, Math.ceil(days * step.perDay() - 1e-9));
    if (steps > horizon) {
      throw new CodedException(
          "FT-1502",
          "%s %s is %d steps of %s, but model %s forecasts %d of them (%s days); ask for less, or define it with a horizon of %d and train it anew"
              .formatted(
                  field,
                  trimmed(days),
                  steps,
                  step,
                  model,
                  horizon,
                  trimmed(Math.floor(horizon / step.perDay())),
                  steps));
    }
    return steps;
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static double[][] own(PublishedForecast forecast, double[] levels) {
    double[][] quantiles = new double[levels.length][forecast.steps()];
    for (int q = 0; q < levels.length; q++) {
      if (!forecast.holds(levels[q])) {
        throw new CodedException(
            "FT-1506",
            "level %s lies outside the levels that are forecast, %s"
                .formatted(levels[q], Arrays.toString(forecast.levels())));
      }
      for (int h = 0; h < forecast.steps(); h++) {
        quantiles[q][h] = forecast.quantile(levels[q], h);
      }
    }
    return quantiles;
  }

  private static double[][] ofSum(
      Calibration calibration,
      List<SeriesId> ids,
      double[] mean,
      double[] levels,
      List<PublishedForecast> series) {
    double[][] quantiles = calibration.sumQuantiles(ids, mean, levels);
    if (series.stream().allMatch(PublishedForecast::neverNegative)) {
      for (double[] row : quantiles) {
        for (int h = 0; h < row.length; h++) {
          row[h] = Math.max(0, row[h]);
        }
      }
    }
    return quantiles;
  }

  private Optional<InventoryAdvice> advice(
      ForecastQuery query,
      String model,
      Generation generation,
      List<PublishedForecast> series,
      List<SeriesId> ids,
      double[] mean,
      Step step) {
    OptionalDouble asked = query.leadTimeDays();
    int lead =
        asked.isEmpty()
            ? Math.min(leadTimeSteps, mean.length)
            : steps(model, "lead_time_days", asked.getAsDouble(), step, mean.length);
    double expected = 0;
    for (int h = 0; h < lead; h++) {
      expected += mean[h];
    }
    double quantile =
        StockAdvice.demand(
            generation.calibration(),
            ids,
            expected,
            lead,
            query.serviceLevel(),
            () -> addedUp(series, lead, query.serviceLevel()));
    return Optional.of(
        StockAdvice.of(expected, quantile, lead, query.serviceLevel(), query.onHand()));
  }

  /** Without a backtest: everything errs the same way at once, which is the cautious end. */
  private static double addedUp(List<PublishedForecast> series, int steps, double level) {
    double sum = 0;
    for (PublishedForecast one : series) {
      for (int h = 0; h < steps; h++) {
        sum += one.quantile(level, h);
      }
    }
    return sum;
  }
}
