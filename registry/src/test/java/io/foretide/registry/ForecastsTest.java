package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForecastsTest {
  private Registry registry;

  @BeforeEach
  void start() {
    registry = Registry.start();
    forecast("sales/P1", "Bread", 1);
    forecast("sales/P1", "Bread", 2);
    forecast("sales/P2/<script>", "Milk", 3);
    score("sales/P1", 10, 12, true);
    score("sales/P1", 10, 6, false);
    await().until(() -> registry.get("/forecasts").path("total").asInt() == 2);
    await().until(() -> scored() == 2);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theNewestForecastOfASeriesComesWithLiveCoverage() {
    JsonNode shown = registry.get("/forecasts/sales/P1");
    assertThat(shown.path("forecasts")).hasSize(1);
    assertThat(shown.path("forecasts").path(0).path("mean").path(0).asDouble()).isEqualTo(2);
    JsonNode scores = shown.path("scores").path(0);
    assertThat(scores.path("coverage95").asDouble()).isEqualTo(50);
    assertThat(scores.path("mae").asDouble()).isEqualTo(3);
    assertThat(scores.path("bias").asDouble()).isEqualTo(-1);
    assertThat(scores.path("recent")).hasSize(2);
    assertError(registry.tryGet("/forecasts/sales/P9"), 404, "FT-1613", "sales/P9");
  }

  @Test
  void seriesAreFoundByTheirAttributes() {
    assertThat(
            registry
                .get("/forecasts?where=category=Bread")
                .path("items")
                .findValuesAsText("series"))
        .containsExactly("sales/P1");
    assertThat(registry.get("/forecasts?search=p2").path("total").asInt()).isEqualTo(1);
    assertThat(registry.get("/forecasts/attributes").path(0).path("values").toString())
        .isEqualTo("[\"Bread\",\"Milk\"]");
    assertError(registry.tryGet("/forecasts?where=Bread"), 400, "FT-1907", "name=value");
  }

  @Test
  void liveCoverageIsToldOverAllSeries() {
    score("sales/P2/<script>", 10, 10, true);
    await().until(() -> coverage().path("scored").asInt() == 3);
    assertThat(coverage().path("model").asText()).isEqualTo("sales");
    assertThat(coverage().path("series").asInt()).isEqualTo(2);
    assertThat(coverage().path("inside").asInt()).isEqualTo(2);
    assertThat(coverage().path("coverage95").asDouble()).isBetween(66.6, 66.7);
    assertThat(coverage().path("cutoff").asText()).isEqualTo(Told.NOW.toString());
  }

  private JsonNode coverage() {
    return registry.get("/forecasts/coverage").path(0);
  }

  @Test
  void aFreshInstanceShowsTheSame() {
    String before = registry.tryGet("/forecasts/sales/P1").body();
    registry.restart();
    assertThat(registry.tryGet("/forecasts/sales/P1").body()).isEqualTo(before);
  }

  private int scored() {
    return registry.peek("/forecasts/sales/P1").path("scores").path(0).path("scored").asInt();
  }

  private void forecast(String series, String category, double mean) {
    registry
        .topics()
        .produce(
            Topics.FORECASTS,
            SeriesKeys.partition(series, 4),
            SeriesKeys.forecast("sales", "champion", series),
            SeriesForecast.newBuilder()
                .setSeries(series)
                .setDataset("sales")
                .setIdentity(List.of(series.substring(6)))
                .setIdentityColumns(List.of("product_id"))
                .setAttributes(Map.of("category", category))
                .setTarget("sales")
                .setModel("sales")
                .setVersion(1)
                .setKind("naive")
                .setAlias("champion")
                .setCutoff(Told.NOW)
                .setStep("P1D")
                .setHorizon(1)
                .setTimes(List.of(Told.NOW.plus(Duration.ofDays(1))))
                .setMean(List.of(mean))
                .setLevels(List.of(0.5))
                .setQuantiles(List.of(List.of(mean)))
                .setMadeAt(Told.NOW)
                .build(),
            Map.of());
  }

  private void score(String series, double actual, double mean, boolean inside) {
    registry
        .topics()
        .produce(
            Topics.FORECAST_SCORES,
            series,
            ForecastScore.newBuilder()
                .setSeries(series)
                .setModel("sales")
                .setVersion(1)
                .setAlias("champion")
                .setCutoff(Told.NOW)
                .setStepAhead(1)
                .setTargetTime(Told.NOW)
                .setActual(actual)
                .setMean(mean)
                .setLower(mean - 1)
                .setUpper(mean + 1)
                .setError(mean - actual)
                .setScaledError(1.0)
                .setInside(inside)
                .setScoredAt(Told.NOW)
                .build());
  }
}
