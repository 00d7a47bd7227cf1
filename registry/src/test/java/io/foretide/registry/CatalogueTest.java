package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogueTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @BeforeEach
  void tell() {
    registry
        .told()
        .kind("naive", "baseline", "price forecasting")
        .kind("lightgbm", "boosted", "sales of many products")
        .kind(
            "lstm", "recurrent", "daily sales", Told.setting("epochs", "integer", "20", 1.0, 100.0))
        .events(
            Told.version(1, "lightgbm", List.of(), 0.8, 0.9),
            Told.version(2, "lstm", List.of(), 1.1, 1.2));
    await().until(() -> registry.get("/models/list").path("total").asInt() == 3);
    await().until(() -> registry.peek("/models/sales/versions").path("total").asInt() == 2);
  }

  @Test
  void kindsAreFoundByCategoryUseCaseReadinessAndText() {
    assertThat(kinds("category=boosted")).containsExactly("lightgbm");
    assertThat(kinds("use_case=demand-forecasting")).containsExactly("lightgbm", "lstm");
    assertThat(kinds("use_case=price%20forecasting")).containsExactly("naive");
    assertThat(kinds("production_ready=true")).containsExactly("lightgbm");
    assertThat(kinds("production_ready=false")).containsExactly("lstm", "naive");
    assertThat(kinds("search=LST")).containsExactly("lstm");
    assertThat(kinds("limit=1&offset=1")).containsExactly("lstm");
  }

  @Test
  void aCardHasItsSettingsAndWhatWasMeasured() {
    JsonNode lightgbm = registry.get("/models/lightgbm");
    assertThat(lightgbm.path("productionReady").asBoolean()).isTrue();
    assertThat(lightgbm.path("measured").path("mase").asDouble()).isCloseTo(0.85, within(1e-9));
    assertThat(lightgbm.path("measured").path("trainSeconds").asDouble()).isEqualTo(1);
    JsonNode lstm = registry.get("/kinds/lstm");
    assertThat(lstm.path("settings").path(0).path("max").asDouble()).isEqualTo(100);
    assertThat(lstm.path("readiness").asText()).contains("0 of 1 versions");
    assertThat(registry.get("/kinds/naive").path("measured").has("mase")).isFalse();
    for (String field : List.of("latency", "memory")) {
      assertThat(registry.get("/kinds/naive").path(field).asText()).startsWith("not measured: ");
    }
  }

  /** The fields of the catalogue, each under the name that a card has for it. */
  @Test
  void aCardHasEveryFieldOfTheCatalogue() {
    assertThat(registry.get("/models/lstm").fieldNames())
        .toIterable()
        .contains("id", "name", "category", "useCases", "description", "strengths", "weaknesses")
        .contains("bestFor", "productionReady", "latency", "dataNeeds", "explainability")
        .contains("settings", "minimumSamples", "recommendedSamples", "onlineLearning")
        .contains("transferLearning", "needsGpu", "memory", "paper", "variants", "readiness");
  }

  @Test
  void aForecastsLatencyIsThatOfTheForecastersThatServeIt() {
    registry.told().serving("f1", 1, 0.5).serving("f2", 1, 1.5);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        registry.get("/kinds/lightgbm").at("/measured/forecastMillis").asDouble())
                    .isEqualTo(1));
    JsonNode versions = registry.get("/models/sales/versions").path("items");
    assertThat(versions.path(1).at("/cost/forecastMillis").toString()).isEqualTo("[0.5,1.5]");
    assertThat(versions.path(0).at("/cost/forecastMillis")).as("nobody serves it").isEmpty();
    assertThat(registry.get("/kinds/lstm").path("measured").has("forecastMillis")).isFalse();
    assertThat(registry.get("/kinds/lightgbm").path("latency").asText()).isEqualTo("within 1 ms");
  }

  @Test
  void aPublishedBenchmarkIsOnTheCardAndSurvivesARestart() {
    String measured =
        """
        {"contender": "lstm:epochs=5", "data": "sales.csv", "about": "12 series", "seeds": 2,
         "values": {"inference_p50": 4.2, "memory": 61.4, "mase": 0.9}, "who": "ada"}""";
    assertThat(registry.post("/kinds/lstm/benchmark", measured).statusCode()).isEqualTo(202);
    await().until(() -> registry.get("/kinds/lstm").has("benchmark"));
    registry.restart();
    JsonNode lstm = registry.get("/kinds/lstm");
    assertThat(lstm.path("latency").asText()).isEqualTo("within 10 ms");
    assertThat(lstm.path("memory").asText())
        .isEqualTo("a fit takes 61 MB beyond the process's own");
    assertThat(lstm.path("benchmark").path("who").asText()).isEqualTo("ada");
    assertThat(lstm.path("benchmark").path("time").asText()).isNotEmpty();
  }

  @Test
  void aBenchmarkOfNothingOrOfAnUnknownKindIsRefused() {
    String empty =
        """
        {"contender": "lstm", "data": "f", "about": "a", "seeds": 1, "values": {}}""";
    assertError(registry.post("/kinds/lstm/benchmark", empty), 400, "FT-1618", "finite");
    assertError(registry.post("/kinds/oracle/benchmark", empty), 404, "FT-1605", "lightgbm");
  }

  @Test
  void recommendationsAreRankedByWhatWasMeasuredAndSayWhy() {
    JsonNode ranked = registry.get("/models/recommend?use_case=demand-forecasting&model=sales");
    assertThat(ranked.findValuesAsText("kind")).containsExactly("lightgbm", "lstm");
    assertThat(ranked.path(0).path("reasons").toString())
        .contains("sales of many products", "MASE 0.850 against 1.000");
    assertThat(ranked.path(1).path("caveats").toString()).contains("MASE 1.150", "from 100 obs");
    assertThat(registry.get("/models/recommend?use_case=fraud")).isEmpty();
  }

  @Test
  void categoriesAndUseCasesNameTheirKinds() {
    assertThat(registry.get("/models/categories").findValuesAsText("category"))
        .containsExactly("baseline", "boosted", "recurrent");
    assertThat(registry.get("/models/use-cases").path(1).path("kinds").path(0).asText())
        .isEqualTo("naive");
  }

  @Test
  void whatIsAskedWronglyIsAnsweredWithWhatIsRight() {
    assertError(registry.tryGet("/models/oracle"), 404, "FT-1605", "lightgbm");
    assertError(registry.tryGet("/models/sales"), 404, "FT-1605", "/models/sales/overview");
    assertError(registry.tryGet("/models/list?kategory=x"), 400, "FT-1907", "category");
    assertError(registry.tryGet("/models/list?limit=0"), 400, "FT-1907", "from 1 to 1000");
    assertError(registry.tryGet("/models/recommend"), 400, "FT-1907", "use_case");
  }

  private List<String> kinds(String query) {
    return registry.get("/models/list?" + query).path("items").findValuesAsText("id");
  }
}
