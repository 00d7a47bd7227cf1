package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForecastsTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @BeforeEach
  void tell() {
    registry.told().forecast("sales/P1", "Bread", 1);
    registry.told().forecast("sales/P1", "Bread", 2);
    registry.told().forecast("sales/P2/<script>", "Milk", 3);
    registry.told().score("sales/P1", 10, 12, true);
    registry.told().score("sales/P1", 10, 6, false);
    await().until(() -> registry.get("/forecasts").path("total").asInt() == 2);
    await().until(() -> scored() == 2);
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
    registry.told().score("sales/P2/<script>", 10, 10, true);
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
}
