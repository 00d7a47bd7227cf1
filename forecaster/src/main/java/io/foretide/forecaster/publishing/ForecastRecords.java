package io.foretide.forecaster.publishing;

import io.foretide.forecaster.advice.Quantiles;
import io.foretide.forecaster.advice.StockAdvice;
import io.foretide.forecaster.versions.LiveVersion;
import io.foretide.forecaster.versions.ServedAs;
import io.foretide.models.evaluation.NaiveScale;
import io.foretide.models.market.MarketTask;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import io.foretide.schemas.InventoryAdvice;
import io.foretide.schemas.SeriesForecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Forecasts as they go on the topic, with inventory advice where the target is demand. */
final class ForecastRecords {
  private static final Set<String> NOT_DEMAND = Set.of("open", "high", "low", "close");

  private final int leadTimeSteps;
  private final double serviceLevel;

  ForecastRecords(int leadTimeSteps, double serviceLevel) {
    this.leadTimeSteps = leadTimeSteps;
    this.serviceLevel = serviceLevel;
  }

  SeriesForecast of(
      ServedAs as,
      LiveVersion version,
      Series history,
      List<String> identityColumns,
      Forecast forecast,
      Instant madeAt,
      String trigger) {
    return SeriesForecast.newBuilder()
        .setSeries(history.id().text())
        .setDataset(history.id().dataset())
        .setIdentity(history.id().identity())
        .setIdentityColumns(identityColumns)
        .setAttributes(history.attributes())
        .setTarget(history.targetName())
        .setModel(as.model())
        .setVersion(version.number())
        .setKind(version.kind())
        .setAlias(as.alias())
        .setCutoff(forecast.cutoff())
        .setStep(version.step().toString())
        .setHorizon(forecast.steps())
        .setTimes(times(version.step(), forecast))
        .setMean(list(forecast.mean()))
        .setLevels(list(forecast.levels()))
        .setQuantiles(Arrays.stream(forecast.quantiles()).map(ForecastRecords::list).toList())
        .setAdvice(isDemand(history) ? advice(version, forecast) : null)
        .setMadeAt(madeAt)
        .setTrigger(trigger)
        .build();
  }

  private InventoryAdvice advice(LiveVersion version, Forecast forecast) {
    int steps = Math.min(leadTimeSteps, forecast.steps());
    double expected = 0;
    for (int h = 0; h < steps; h++) {
      expected += forecast.meanAt(h);
    }
    double quantile =
        StockAdvice.demand(
            version.calibration(),
            List.of(forecast.series()),
            expected,
            steps,
            serviceLevel,
            () -> addedUp(forecast, steps));
    return StockAdvice.of(expected, quantile, steps, serviceLevel, OptionalDouble.empty());
  }

  /** Without a backtest: every step errs the same way at once, which is the cautious end. */
  private double addedUp(Forecast forecast, int steps) {
    double[][] quantiles = forecast.quantiles();
    double sum = 0;
    for (int h = 0; h < steps; h++) {
      sum += Quantiles.at(forecast.levels(), quantiles, serviceLevel, h);
    }
    return sum;
  }

  /** Amounts that never fall below zero; a price is not ordered. */
  private static boolean isDemand(Series history) {
    String target = history.targetName().toLowerCase(Locale.ROOT);
    return MarketTask.of(history) == MarketTask.PRICE
        && !NOT_DEMAND.contains(target)
        && !target.contains("price")
        && NaiveScale.nonNegative(history);
  }

  private static List<Instant> times(Step step, Forecast forecast) {
    long first = step.indexOf(forecast.cutoff()) + 1;
    List<Instant> times = new ArrayList<>(forecast.steps());
    for (int h = 0; h < forecast.steps(); h++) {
      times.add(step.at(first + h));
    }
    return times;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
