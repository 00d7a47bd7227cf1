package io.foretide.forecaster.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Role;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code POST /forecast} with a JSON body, and {@code GET /forecast} with the same as a query. */
public final class ForecastRoutes implements Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAG = "forecasts";

  private final Answerer answerer;
  private final double serviceLevel;
  private final Timer latency;
  private final MeterRegistry metrics;

  /**
   * @param leadTimeSteps of the advice, where the request names none
   * @param serviceLevel likewise
   */
  public ForecastRoutes(
      ModelDirectory directory,
      ForecastTable table,
      int leadTimeSteps,
      double serviceLevel,
      MeterRegistry metrics) {
    this.answerer = new Answerer(directory, table, leadTimeSteps);
    this.serviceLevel = serviceLevel;
    this.metrics = metrics;
    this.latency =
        Timer.builder("foretide.forecaster.request")
            .description("Time to answer a forecast request, without the network")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Duration.ofSeconds(5))
            .register(metrics);
  }

  /** What is asked, as the fields of the JSON body would be. */
  record Asked(
      @Says(
              "model, days or horizon, levels, sum, and any identity column or attribute:"
                  + " product_id=P001, category=Bread, repeated for several values.")
          Map<String, List<String>> fields) {}

  @Override
  public List<Route> table() {
    return List.of(
        post("/forecast", "A forecast of the series that pass the filters, summed"),
        post("/models/predict", "The same as POST /forecast"),
        Route.get("/forecast")
            .says(TAG, "The same as POST /forecast, with the fields in the query")
            .at(Asked.class)
            .streams(
                Answer.of(JsonNode.class), (call, ctx) -> answer(ctx, query(call.at().fields()))));
  }

  private Route post(String path, String summary) {
    return Route.post(path)
        .says(TAG, summary)
        .role(Role.VIEWER)
        .consumes("application/json")
        .streams(Answer.of(JsonNode.class), (call, ctx) -> answer(ctx, body(ctx)));
  }

  private static JsonNode body(Context ctx) throws JsonProcessingException {
    String body = ctx.body();
    return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
  }

  private static JsonNode query(Map<String, List<String>> fields) {
    ObjectNode node = JSON.createObjectNode();
    fields.forEach(
        (name, values) -> {
          if (values.size() == 1) {
            node.put(name, values.get(0));
          } else {
            ArrayNode all = node.putArray(name);
            values.forEach(all::add);
          }
        });
    return node;
  }

  private void answer(Context ctx, JsonNode asked) throws JsonProcessingException {
    Timer.Sample sample = Timer.start(metrics);
    String outcome = "answered";
    try {
      ForecastAnswer answer = answerer.answer(ForecastQuery.of(asked, serviceLevel));
      ctx.contentType("application/json").result(JSON.writeValueAsBytes(answer.json()));
    } catch (CodedException e) {
      outcome = e.code();
      if (e.code().equals("FT-1501")) {
        ctx.header("Retry-After", "1");
      }
      throw e;
    } finally {
      sample.stop(latency);
      Counter.builder("foretide.forecaster.requests")
          .description("Forecast requests by outcome")
          .tag("outcome", outcome)
          .register(metrics)
          .increment();
    }
  }
}
