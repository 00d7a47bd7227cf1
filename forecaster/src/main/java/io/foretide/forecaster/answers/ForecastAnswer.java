package io.foretide.forecaster.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.schemas.InventoryAdvice;
import java.util.List;
import java.util.Optional;

/** What is answered, and by which version. */
final class ForecastAnswer {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;
  private static final int NAMED_SERIES = 100;

  private final String model;
  private final ForecastQuery query;
  private final Generation.Key made;
  private final List<PublishedForecast> series;
  private final int steps;
  private final double[] mean;
  private final double[] levels;
  private final Optional<double[][]> quantiles;
  private final Optional<InventoryAdvice> advice;

  /** Takes the arrays as its own. */
  ForecastAnswer(
      String model,
      ForecastQuery query,
      Generation.Key made,
      List<PublishedForecast> series,
      int steps,
      double[] mean,
      double[] levels,
      Optional<double[][]> quantiles,
      Optional<InventoryAdvice> advice) {
    this.model = model;
    this.query = query;
    this.made = made;
    this.series = series;
    this.steps = steps;
    this.mean = mean;
    this.levels = levels;
    this.quantiles = quantiles;
    this.advice = advice;
  }

  int version() {
    return made.version();
  }

  ObjectNode json() {
    PublishedForecast first = series.get(0);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", model)
            .put("version", made.version())
            .put("kind", first.kind())
            .put("alias", first.alias())
            .put("cutoff", made.cutoff().toString())
            .put("step", first.step())
            .put("target", first.target())
            .put("horizon", steps);
    ObjectNode filters = json.putObject("filters");
    query.filters().forEach((name, values) -> values.forEach(filters.putArray(name)::add));
    json.put("series_count", series.size());
    ArrayNode names = json.putArray("series");
    series.stream().limit(NAMED_SERIES).forEach(one -> names.add(one.id().text()));
    ArrayNode times = json.putArray("times");
    for (int h = 0; h < steps; h++) {
      times.add(first.time(h).toString());
    }
    fill(json.putArray("mean"), mean);
    quantiles.ifPresentOrElse(
        rows -> intervals(json, rows),
        () ->
            json.put(
                "note",
                "the version has no backtest of these series, so the interval of their sum is not known"));
    advice.ifPresent(given -> advice(json.putObject("advice"), given, first.step()));
    return json;
  }

  private void intervals(ObjectNode json, double[][] rows) {
    ArrayNode given = json.putArray("levels");
    ArrayNode values = json.putArray("quantiles");
    for (int q = 0; q < levels.length; q++) {
      given.add(levels[q]);
      fill(values.addArray(), rows[q]);
    }
    for (int q = 0; q < levels.length; q++) {
      if (Math.abs(levels[q] - LOWER) < 1e-9) {
        fill(json.putArray("lower95"), rows[q]);
      } else if (Math.abs(levels[q] - UPPER) < 1e-9) {
        fill(json.putArray("upper95"), rows[q]);
      }
    }
  }

  private static void advice(ObjectNode json, InventoryAdvice advice, String step) {
    json.put("lead_time_steps", advice.getLeadTimeSteps())
        .put("step", step)
        .put("service_level", advice.getServiceLevel())
        .put("reorder_point", rounded(advice.getReorderPoint()))
        .put("safety_stock", rounded(advice.getSafetyStock()))
        .put("order_quantity", rounded(advice.getOrderQuantity()));
    if (advice.getOnHand() != null) {
      json.put("on_hand", advice.getOnHand());
    }
  }

  private void fill(ArrayNode array, double[] values) {
    for (int h = 0; h < steps; h++) {
      array.add(rounded(values[h]));
    }
  }

  /** Six decimals: more is noise on the wire. */
  private static double rounded(double value) {
    return Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value;
  }
}
