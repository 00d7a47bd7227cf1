package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static io.foretide.registry.Told.moved;
import static io.foretide.registry.Told.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VersionsTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @Test
  void aVersionIsShownWithProvenanceScoresPerCutoffAndAliases() {
    tell(version(1, "naive", List.of(), 1.0, 0.8), moved(null, 1));
    JsonNode shown = registry.get("/models/sales/versions/1");
    assertThat(shown.path("summary").path("aliases").path(0).asText()).isEqualTo("champion");
    assertThat(shown.path("summary").path("scorecard").path("metrics").path("MASE").asDouble())
        .isCloseTo(0.9, within(1e-9));
    JsonNode published = shown.path("published");
    assertThat(published.path("provenance").path("datasetDigest").asText()).isEqualTo("d");
    assertThat(published.path("scorecard").path("cutoffs")).hasSize(2);
    assertThat(published.path("settings").path("season").asText()).isEqualTo("1");
  }

  @Test
  void aComparisonTestsVersionsOnTheCutoffsThatTheyShare() {
    tell(
        version(1, "naive", List.of(), 1, 1.1, 1.2, 1, 0.9, 1),
        version(2, "theta", List.of(), 0.8, 0.9, 1.0, 0.9, 0.8, 0.7),
        version(3, "ets", List.of(), 1.3, 0.7));
    JsonNode compared = registry.get("/models/sales/compare?versions=1,2,3");
    JsonNode better = compared.path("tests").path(0);
    assertThat(better.path("cutoffs").asInt()).isEqualTo(6);
    // All six differences have one sign: only two of 64 patterns are as far from zero.
    assertThat(better.path("pValue").asDouble()).isEqualTo(2.0 / 64);
    assertThat(better.path("conclusion").asText()).startsWith("version 2 is better than 1");
    JsonNode few = compared.path("tests").path(1);
    assertThat(few.path("cutoffs").asInt()).isEqualTo(2);
    assertThat(few.path("conclusion").asText()).contains("2 cutoffs are too few");
    assertThat(compared.path("metrics").path(0).path("best").asInt()).isEqualTo(2);
    assertThat(compared.path("settings").findValuesAsText("setting"))
        .containsExactly("kind", "season");
    assertThat(compared.path("sameData").asBoolean()).isTrue();
    assertError(registry.tryGet("/models/sales/compare"), 400, "FT-1608", "versions=3,4");
  }

  @Test
  void aRetiredVersionStaysInSightAndCannotBePromoted() {
    tell(version(1), moved(null, 1), version(2));
    assertError(registry.post("/models/sales/versions/1/retire", "{}"), 409, "FT-1611", "champion");
    registry.post("/models/sales/versions/2/retire", "{\"who\": \"ada\", \"why\": \"old\"}");
    await()
        .until(
            () -> registry.get("/models/sales/versions?retired=true").path("total").asInt() == 1);
    assertError(
        registry.post("/models/sales/promote", "{\"version\": 2}"), 400, "FT-1603", "retired");
    assertThat(registry.get("/models/sales/versions/2").path("summary").path("retired").asBoolean())
        .isTrue();
  }

  @Test
  void aCleanUpRetiresWhatNobodyNeedsAndNeverWhatAnAliasPointsTo() {
    tell(version(1), moved(null, 1), version(2), moved(1, 2), version(3), version(4), version(5));
    JsonNode planned =
        Registry.json(registry.post("/models/sales/clean-up", "{\"keep\": 1, \"dryRun\": true}"));
    assertThat(retired(planned)).containsExactly(3, 4);
    assertThat(registry.get("/models/sales/versions?retired=true").path("total").asInt()).isZero();
    JsonNode young =
        Registry.json(
            registry.post(
                "/models/sales/clean-up",
                "{\"keep\": 1, \"olderThanDays\": %d}"
                    .formatted(Duration.between(Told.NOW, Instant.now()).toDays() + 1)));
    assertThat(retired(young)).isEmpty();
    registry.post("/models/sales/clean-up", "{\"keep\": 0, \"why\": \"autumn\"}");
    await()
        .until(
            () -> registry.get("/models/sales/versions?retired=true").path("total").asInt() == 3);
    assertThat(
            registry
                .get("/models/sales/versions?retired=false")
                .path("items")
                .findValuesAsText("version"))
        .containsExactly("2", "1");
    assertThat(registry.get("/audit?what=retired").path("items").path(0).path("why").asText())
        .startsWith("autumn: beyond the newest 0");
  }

  @Test
  void theAuditLogSaysWhoDidWhatWhenAndWhy() {
    tell(Told.defined(), version(1), moved(null, 1), version(2));
    registry.post("/models/sales/shadow", "{\"version\": 2, \"who\": \"ada\", \"why\": \"try\"}");
    await().until(() -> registry.get("/audit?who=ada").path("total").asInt() == 1);
    JsonNode shadow = registry.get("/audit?who=ada").path("items").path(0);
    assertThat(shadow.path("alias").asText()).isEqualTo("challenger");
    assertThat(shadow.path("to").asInt()).isEqualTo(2);
    assertThat(shadow.path("why").asText()).isEqualTo("try");
    assertThat(registry.get("/audit?model=sales").path("items").findValuesAsText("what"))
        .containsExactly("MOVED", "PUBLISHED", "MOVED", "PUBLISHED", "DEFINED");
    assertError(registry.tryGet("/audit?what=nothing"), 400, "FT-1907", "PUBLISHED");
  }

  @Test
  void makingAVersionWhatItAlreadyIsIsRefusedAndNotWrittenDown() {
    tell(version(1), moved(null, 1), version(2));
    assertError(
        registry.post("/models/sales/promote", "{\"version\": 1}"), 409, "FT-1616", "the champion");
    // The topic is read in order, so what would have been written before this is seen with it.
    registry.post("/models/sales/promote", "{\"version\": 2, \"who\": \"ada\"}");
    await().until(() -> registry.get("/audit?who=ada").path("total").asInt() == 1);
    assertThat(registry.get("/audit?what=moved").path("items").findValuesAsText("to"))
        .containsExactly("2", "1");
  }

  @Test
  void aCanaryHasAShareAndEndsWithTheChampionsNextMove() {
    tell(version(1), moved(null, 1), version(2), moved(1, 2), version(3));
    assertError(canary("{\"version\": 3, \"share\": 101}"), 400, "FT-1614", "0 to 100");
    assertError(canary("{\"version\": 3}"), 400, "FT-1614", "share");
    assertError(canary("{\"share\": 10}"), 400, "FT-1608", "no canary");
    assertError(canary("{\"version\": 9, \"share\": 10}"), 404, "FT-1602", "9");
    assertThat(canary("{\"version\": 3, \"share\": 25, \"who\": \"ada\"}").statusCode())
        .isEqualTo(202);
    await().until(() -> share() == 25);
    assertError(registry.post("/models/sales/versions/3/retire", "{}"), 409, "FT-1611", "canary");
    JsonNode tried = registry.get("/audit?who=ada").path("items").path(0);
    assertThat(tried.path("share").asDouble()).isEqualTo(25);
    assertThat(tried.path("to").asInt()).isEqualTo(3);
    canary("{\"share\": 50}");
    await().until(() -> share() == 50);
    registry.post("/models/sales/rollback", "{\"who\": \"ada\"}");
    await().until(() -> share() == 0);
    assertThat(overview().path("aliases").toString()).isEqualTo("{\"champion\":1}");
  }

  private HttpResponse<String> canary(String body) {
    return registry.post("/models/sales/canary", body);
  }

  private double share() {
    return overview().path("canaryShare").asDouble();
  }

  private JsonNode overview() {
    return registry.get("/models/sales/overview");
  }

  private static List<Integer> retired(JsonNode cleanUp) {
    List<Integer> numbers = new ArrayList<>();
    cleanUp
        .path("versions")
        .forEach(
            one -> {
              if (one.path("retired").asBoolean()) {
                numbers.add(one.path("version").asInt());
              }
            });
    return numbers;
  }

  private void tell(Object... events) {
    registry.told().events(events);
    await()
        .until(() -> registry.peek("/models/sales/events").path("total").asInt() == events.length);
  }
}
