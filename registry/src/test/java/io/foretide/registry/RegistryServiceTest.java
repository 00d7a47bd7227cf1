package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static io.foretide.registry.Told.moved;
import static io.foretide.registry.Told.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.schemas.TrainingStage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryServiceTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @Test
  void aFreshInstanceShowsTheSameByteForByte() {
    registry
        .told()
        .events(version(1), moved(null, 1), version(2), moved(1, 2))
        .progress("run-0-0", TrainingStage.STARTED, TrainingStage.FINISHED);
    await().until(() -> champion() == 2);
    await().until(() -> registry.get("/runs").path("total").asInt() == 1);
    List<String> pages =
        List.of(
            "/models",
            "/models/sales/versions",
            "/models/sales/versions/2",
            "/models/sales/events",
            "/models/list",
            "/models/training");
    List<String> before = pages.stream().map(page -> registry.tryGet(page).body()).toList();
    registry.restart();
    assertThat(pages.stream().map(page -> registry.tryGet(page).body()).toList()).isEqualTo(before);
  }

  @Test
  void promotionAndRollbackAreEventsThatSayWhoAndWhy() {
    registry.told().events(version(1), moved(null, 1), version(2), moved(1, 2), version(3));
    await().until(() -> registry.peek("/models/sales/versions").path("total").asInt() == 3);
    var promoted =
        registry.post(
            "/models/sales/promote",
            "{\"version\": 3, \"who\": \"ada\", \"why\": \"looks better\"}");
    assertThat(promoted.statusCode()).isEqualTo(202);
    await().until(() -> champion() == 3);
    assertThat(registry.post("/models/sales/rollback", "{\"who\": \"ada\"}").statusCode())
        .isEqualTo(202);
    await().until(() -> champion() == 2);
    registry.post("/models/sales/rollback", "");
    await().until(() -> champion() == 1);
    JsonNode promotion = registry.get("/models/sales/events").path("items").get(5);
    assertThat(promotion.path("who").asText()).isEqualTo("ada");
    assertThat(promotion.path("event").path("why").asText()).isEqualTo("looks better");
    assertThat(promotion.path("event").path("fromVersion").asInt()).isEqualTo(2);
  }

  @Test
  void aModelIsDefinedAndWhatIsLeftOutStaysAsItIs() {
    String path = "/models/up-or-down/define";
    assertThat(
            registry
                .post(
                    path,
                    "{\"dataset\": \"market\", \"step\": \"P1D\", \"horizon\": 5, \"task\":"
                        + " \"direction\", \"kind\": \"adm\"}")
                .statusCode())
        .isEqualTo(202);
    await()
        .until(
            () ->
                registry
                    .peek("/models/up-or-down/overview")
                    .path("definition")
                    .path("task")
                    .asText()
                    .equals("direction"));
    registry.post(path, "{\"horizon\": 7}");
    await().until(() -> registry.get("/models/up-or-down/events").path("total").asInt() == 2);
    JsonNode defined = registry.get("/models/up-or-down/overview").path("definition");
    assertThat(defined.path("horizon").asInt()).isEqualTo(7);
    assertThat(defined.path("kind").asText()).isEqualTo("adm");
    assertThat(defined.path("backtestCutoffs").asInt()).isEqualTo(52);
    assertError(registry.post(path, "{\"task\": \"profit\"}"), 400, "FT-1615", "volatility");
    assertError(registry.post("/models/new/define", "{}"), 400, "FT-1615", "step");
    assertError(registry.post(path, "{\"step\": \"daily\"}"), 400, "FT-1615", "P1D");
  }

  @Test
  void whatDoesNotExistIsAnsweredWithACodeAndWhatDoes() {
    registry.told().events(version(1), moved(null, 1));
    await().until(() -> registry.get("/models").path("total").asInt() == 1);
    assertError(registry.post("/models/nope/promote", "{\"version\": 1}"), 404, "FT-1601", "sales");
    assertError(registry.post("/models/sales/promote", "{\"version\": 9}"), 404, "FT-1602", "[1]");
    assertError(registry.post("/models/sales/promote", "{}"), 400, "FT-1608", "version");
    assertError(registry.post("/models/sales/rollback", ""), 404, "FT-1602", "no earlier champion");
    assertError(
        registry.post("/models/train", "{\"model\": \"sales\", \"kind\": \"oracle\"}"),
        404,
        "FT-1605",
        "oracle");
    assertError(registry.post("/models/train", "not json"), 400, "FT-1902", "JSON");
    assertError(registry.post("/models/train", "{\"modell\": 1}"), 400, "FT-1902", "model");
    assertError(registry.tryGet("/runs/run-0-99"), 404, "FT-1604", "run-0-99");
    var nowhere = registry.send(registry.request("/nowhere").GET());
    assertError(nowhere, 404, "FT-1908", "/openapi.json");
  }

  private int champion() {
    return registry.peek("/models/sales/overview").path("aliases").path("champion").asInt();
  }
}
