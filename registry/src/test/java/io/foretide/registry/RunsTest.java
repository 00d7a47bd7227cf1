package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static io.foretide.registry.Told.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.topics.Topics;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @Test
  void aWatcherThatWasCutOffGoesOnWhereItWas() {
    finished("run-0-7");
    assertThat(events("run-0-7", "1")).contains("id: 2", "FINISHED").doesNotContain("STARTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999", "-3", "1; drop", "999999999999999999999", "\u00b2"})
  void aForgedLastEventIdGivesTheWholeRun(String forged) {
    finished("run-0-7");
    assertThat(events("run-0-7", forged)).containsSubsequence("STARTED", "FIT", "FINISHED");
  }

  @Test
  void threeHundredWatchersSeeARunToItsEndWithoutHoldingAThreadEach() {
    registry.told().progress("run-0-1", TrainingStage.STARTED);
    await().until(() -> registry.get("/runs").path("total").asInt() == 1);
    int before = Thread.activeCount();
    List<CompletableFuture<HttpResponse<String>>> watchers =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    registry
                        .client()
                        .sendAsync(
                            registry.request("/models/training/run-0-1/events").GET().build(),
                            BodyHandlers.ofString()))
            .toList();
    // The server answers others while all of them wait.
    assertThat(registry.get("/runs/run-0-1").path("status").asText()).isEqualTo("RUNNING");
    registry.told().progress("run-0-1", TrainingStage.FIT, TrainingStage.FINISHED);
    for (CompletableFuture<HttpResponse<String>> watcher : watchers) {
      assertThat(watcher.orTimeout(60, TimeUnit.SECONDS).join().body())
          .containsSubsequence("STARTED", "FIT", "FINISHED");
    }
    assertThat(Thread.activeCount() - before).isLessThan(300);
  }

  @Test
  void settingsAreCheckedAgainstTheKindAndTravelInAnId() {
    registry
        .told()
        .kind("lstm", "recurrent", "sales", Told.setting("epochs", "integer", "20", 1.0, 100.0))
        .events(Told.defined());
    await().until(() -> registry.get("/kinds").path("total").asInt() == 1);
    await().until(() -> registry.get("/models").path("total").asInt() == 1);
    assertError(configure("epochs", "many"), 400, "FT-1402", "epochs");
    assertError(configure("epochs", "101"), 400, "FT-1402", "between 1 and 100");
    assertError(configure("epoch", "5"), 400, "FT-1402", "[epochs]");
    JsonNode configured = Registry.json(configure("epochs", "5"));
    assertThat(configured.path("resolved").path("epochs").asText()).isEqualTo("5");
    String config = configured.path("config").asText();
    registry.restart();
    registry.post("/models/train", "{\"model\": \"sales\", \"config\": \"%s\"}".formatted(config));
    var request = registry.topics().await(Topics.TRAINING_REQUESTS, all -> all.size() == 1).get(0);
    assertThat(request.value().getKind()).isEqualTo("lstm");
    assertThat(request.value().getSettings()).isEqualTo(Map.of("epochs", "5"));
    assertError(
        registry.post("/models/train", "{\"model\": \"sales\", \"config\": \"config-x\"}"),
        400,
        "FT-1610",
        "configure");
    await().until(() -> registry.get("/runs?status=queued").path("total").asInt() == 1);
  }

  @Test
  void runsAreExportedWithTheirScoresAndNoFormulaForASpreadsheet() {
    trained(1, 0.5);
    registry
        .told()
        .progress(
            Told.event("run-0-9", TrainingStage.FAILED)
                .setCode("FT-1403")
                .setMessage("=cmd(\"x\"), no data")
                .build());
    await().until(() -> registry.get("/runs").path("total").asInt() == 2);
    String csv = registry.tryGet("/runs/export").body();
    assertThat(csv).startsWith("run,model,kind,status").contains("baseline.MASE");
    assertThat(csv.lines().filter(line -> line.startsWith("run-0-1,")).findFirst())
        .get()
        .asString()
        .contains("FINISHED", ",d,2,100,", ",0.5");
    assertThat(csv).contains("\"'=cmd(\"\"x\"\"), no data\"");
    JsonNode failed = registry.get("/runs/export?format=json&status=failed");
    assertThat(failed).hasSize(1);
    assertThat(failed.path(0).path("run").asText()).isEqualTo("run-0-9");
  }

  @Test
  void aResetStartsANewBaselineAndErasesNothing() {
    registry.told().kind("naive", "baseline", "prices").kind("lstm", "recurrent", "sales");
    trained(1, 0.5);
    await().until(() -> registry.get("/kinds").path("total").asInt() == 2);
    JsonNode before = registry.get("/runs/kinds");
    assertThat(before.findValuesAsText("status")).containsExactly("not trained", "trained");
    assertThat(before.path(1).path("best").path("MASE").asDouble()).isEqualTo(0.5);
    assertThat(before.path(1).path("bestVersion").asText()).isEqualTo("sales/1");
    registry.post("/models/sales/reset", "{\"who\": \"ada\", \"why\": \"new season\"}");
    await().until(() -> registry.get("/runs").path("total").asInt() == 0);
    assertThat(registry.get("/runs/kinds").findValuesAsText("status"))
        .containsExactly("not trained", "not trained");
    assertThat(registry.get("/runs?before_reset=true").path("total").asInt()).isEqualTo(1);
    assertThat(registry.get("/audit?what=reset").path("items").path(0).path("why").asText())
        .isEqualTo("new season");
  }

  @Test
  void aCancellationSaysWhoAndWhy() {
    assertThat(registry.delete("/models/training/run-0-3?who=ada&why=wrong%20data").statusCode())
        .isEqualTo(202);
    var cancelled =
        registry.topics().await(Topics.TRAINING_CANCELLATIONS, all -> all.size() == 1).get(0);
    assertThat(cancelled.value().getWho()).isEqualTo("ada");
    assertThat(cancelled.value().getWhy()).isEqualTo("wrong data");
  }

  private HttpResponse<String> configure(String name, String value) {
    return registry.post(
        "/models/configure",
        "{\"kind\": \"lstm\", \"settings\": {\"%s\": \"%s\"}}".formatted(name, value));
  }

  private void trained(int number, double mase) {
    registry
        .told()
        .events(version(number, "naive", List.of(), mase))
        .progress(Told.event("run-0-" + number, TrainingStage.STARTED).build())
        .progress(
            Told.event("run-0-" + number, TrainingStage.FINISHED)
                .setVersion(number)
                .setTime(Told.NOW.plus(Duration.ofSeconds(3)))
                .build());
    await()
        .until(
            () -> registry.peek("/runs/run-0-" + number).path("data").path("series").asInt() == 2);
  }

  private void finished(String run) {
    registry.told().progress(run, TrainingStage.STARTED, TrainingStage.FIT, TrainingStage.FINISHED);
    await()
        .until(
            () ->
                registry
                    .peek("/models/training-status/" + run)
                    .path("status")
                    .asText()
                    .equals("FINISHED"));
  }

  private String events(String run, String lastEventId) {
    return registry
        .send(
            registry
                .request("/models/training/" + run + "/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .GET())
        .body();
  }
}
