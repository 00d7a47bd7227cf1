package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionProvenance;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionScorecard;
import io.foretide.schemas.topics.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

  private final HttpClient http = HttpClient.newHttpClient();
  private TestTopics topics;
  private RegistryService registry;
  private HttpSurface surface;

  @BeforeEach
  void start() {
    topics = TestStack.shared().topics();
    open();
  }

  private void open() {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ServiceConfig config =
        ServiceConfig.of(
            Map.of(
                "bootstrap.servers", topics.bootstrapServers(),
                "schema.registry.url", topics.schemaRegistryUrl(),
                "topic.prefix", topics.wire().prefix()));
    registry = new RegistryService(config, metrics, Clock.systemUTC());
    registry.start();
    surface = HttpSurface.start("127.0.0.1", 0, List.of(registry), metrics);
    await().until(() -> registry.readiness().ready());
  }

  private void shut() {
    surface.close();
    registry.close();
  }

  @AfterEach
  void stop() {
    shut();
    topics.close();
  }

  @Test
  void aFreshInstanceShowsTheSame() throws Exception {
    publish(version(1), moved(null, 1), version(2), moved(1, 2));
    progress("run-0-0", TrainingStage.STARTED, TrainingStage.FINISHED);
    await().until(() -> get("/models").path(0).path("aliases").path("champion").asInt() == 2);
    await().until(() -> get("/models/training").size() == 1);
    List<String> pages =
        List.of("/models", "/models/sales/versions", "/models/sales/events", "/models/training");
    List<JsonNode> before = pages.stream().map(this::get).toList();
    shut();
    open();
    assertThat(pages.stream().map(this::get).toList()).isEqualTo(before);
  }

  @Test
  void promotionAndRollbackAreEventsThatSayWhoAndWhy() throws Exception {
    publish(version(1), moved(null, 1), version(2), moved(1, 2), version(3));
    await().until(() -> get("/models/sales/versions").size() == 3);
    assertThat(
            post(
                    "/models/sales/promote",
                    "{\"version\": 3, \"who\": \"ada\", \"why\": \"looks better\"}")
                .statusCode())
        .isEqualTo(202);
    await().until(() -> get("/models/sales").path("aliases").path("champion").asInt() == 3);
    assertThat(post("/models/sales/rollback", "{\"who\": \"ada\"}").statusCode()).isEqualTo(202);
    await().until(() -> get("/models/sales").path("aliases").path("champion").asInt() == 2);
    post("/models/sales/rollback", "");
    await().until(() -> get("/models/sales").path("aliases").path("champion").asInt() == 1);
    JsonNode events = get("/models/sales/events");
    JsonNode promotion = events.get(5);
    assertThat(promotion.path("who").asText()).isEqualTo("ada");
    assertThat(promotion.path("event").path("why").asText()).isEqualTo("looks better");
    assertThat(promotion.path("event").path("fromVersion").asInt()).isEqualTo(2);
  }

  @Test
  void whatDoesNotExistIsAnsweredWithACodeAndWhatDoes() throws Exception {
    publish(version(1), moved(null, 1));
    await().until(() -> get("/models").size() == 1);
    assertError(post("/models/nope/promote", "{\"version\": 1}"), 404, "FT-1601", "sales");
    assertError(post("/models/sales/promote", "{\"version\": 9}"), 404, "FT-1602", "[1]");
    assertError(post("/models/sales/promote", "{}"), 400, "FT-1608", "version");
    assertError(post("/models/sales/rollback", ""), 404, "FT-1602", "no earlier champion");
    assertError(
        post("/models/train", "{\"model\": \"sales\", \"kind\": \"oracle\"}"),
        400,
        "FT-1605",
        "oracle");
    assertError(post("/models/train", "not json"), 400, "FT-1902", "JSON");
  }

  @Test
  void aFileSentOverHttpIsOnTheTopicWithItsName() throws Exception {
    String boundary = "b0undary";
    String form =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../may.csv\"\r\n\r\ndate,sales\n2024-05-01,3\n\r\n--%s--\r\n"
            .formatted(boundary, boundary);
    HttpResponse<String> answer =
        http.send(
            request("/uploads")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(202);
    String upload = JSON.readTree(answer.body()).path("upload").asText();
    var record = topics.await(Topics.CSV_UPLOADS, all -> all.size() == 1).get(0);
    assertThat(record.key()).isEqualTo(upload);
    assertThat(new String(record.value())).isEqualTo("date,sales\n2024-05-01,3\n");
    assertThat(new String(record.headers().lastHeader("filename").value())).isEqualTo("may.csv");
    assertError(
        http.send(request("/uploads/" + upload).GET().build(), BodyHandlers.ofString()),
        404,
        "FT-1903",
        upload);
    topics.produce(Topics.INGEST_RECEIPTS, upload, receipt(upload));
    await().until(() -> get("/uploads/" + upload).path("accepted").asInt() == 1);
  }

  @Test
  void retrainInOneCallStreamsTheRunToItsResult() throws Exception {
    publish(version(1), moved(null, 1));
    await().until(() -> get("/models").size() == 1);
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            request("/retrain?filename=may.csv")
                .POST(BodyPublishers.ofString("date,sales\n2024-05-01,3\n"))
                .build(),
            BodyHandlers.ofString());
    String upload = topics.await(Topics.CSV_UPLOADS, all -> all.size() == 1).get(0).key();
    topics.produce(Topics.INGEST_RECEIPTS, upload, receipt(upload));
    // No policy runs in this test, so the registry asks for the run itself; the test plays the
    // trainer.
    var request = topics.await(Topics.TRAINING_REQUESTS, all -> all.size() == 1).get(0);
    assertThat(request.value().getCause()).isEqualTo(upload);
    progress(
        "run-" + request.partition() + "-" + request.offset(),
        TrainingStage.STARTED,
        TrainingStage.FIT,
        TrainingStage.FINISHED);
    String body = answer.join().body();
    assertThat(body)
        .containsSubsequence(
            "event: receipt",
            "event: run",
            "event: progress",
            "STARTED",
            "FIT",
            "FINISHED",
            "event: result");
  }

  @Test
  void aWatcherThatWasCutOffGoesOnWhereItWas() throws Exception {
    progress("run-0-7", TrainingStage.STARTED, TrainingStage.FIT, TrainingStage.FINISHED);
    await().until(() -> get("/models/training").size() == 1);
    HttpRequest resumed =
        request("/models/training/run-0-7/events")
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", "1")
            .GET()
            .build();
    await()
        .until(
            () -> get("/models/training-status/run-0-7").path("stage").asText().equals("FINISHED"));
    String body = http.send(resumed, BodyHandlers.ofString()).body();
    assertThat(body).contains("id: 2", "FINISHED").doesNotContain("STARTED", "\"FIT\"");
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(http.send(request(path).GET().build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + surface.port() + path));
  }

  private static void assertError(HttpResponse<String> answer, int status, String code, String said)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = JSON.readTree(answer.body());
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).contains(said);
  }

  private void publish(Object... events) {
    for (Object event : events) {
      topics.produce(
          Topics.MODEL_EVENTS,
          "sales",
          ModelEvent.newBuilder()
              .setModel("sales")
              .setTime(NOW)
              .setWho("test")
              .setEvent(event)
              .build());
    }
  }

  private void progress(String run, TrainingStage... stages) {
    for (TrainingStage stage : stages) {
      topics.produce(
          Topics.TRAINING_PROGRESS,
          run,
          TrainingProgress.newBuilder()
              .setRun(run)
              .setModel("sales")
              .setKind("naive")
              .setStage(stage)
              .setPercent(0)
              .setMessage(stage.name())
              .setTrainer("t")
              .setTime(NOW)
              .build());
    }
  }

  private static IngestReceipt receipt(String upload) {
    return IngestReceipt.newBuilder()
        .setUpload(upload)
        .setFile("may.csv")
        .setDataset("sales")
        .setStatus(ReceiptStatus.ACCEPTED)
        .setMessage("1 row taken")
        .setParts(1)
        .setRows(1)
        .setAccepted(1)
        .setDuplicate(0)
        .setCorrected(0)
        .setRetracted(0)
        .setRejected(0)
        .setSeries(1)
        .setUploadedAt(NOW)
        .setFinishedAt(NOW)
        .build();
  }

  private static AliasMoved moved(Integer from, int to) {
    return AliasMoved.newBuilder()
        .setAlias("champion")
        .setFromVersion(from)
        .setToVersion(to)
        .setWhy("test")
        .build();
  }

  private static VersionPublished version(int number) {
    return VersionPublished.newBuilder()
        .setVersion(number)
        .setRun("run-0-" + number)
        .setKind("naive")
        .setFormat("naive/1")
        .setSettings(Map.of())
        .setSeed(1)
        .setStep("P1D")
        .setHorizon(28)
        .setLevels(List.of(0.5))
        .setArtifacts(List.of())
        .setProvenance(
            VersionProvenance.newBuilder()
                .setDatasetDigest("d")
                .setOffsets(List.of())
                .setSeries(1)
                .setObservations(1)
                .setFirstTime(NOW)
                .setCutoff(NOW)
                .setCodeVersion("0.1.0")
                .setLibraries(Map.of())
                .setTrainedSeconds(1)
                .build())
        .setScorecard(
            VersionScorecard.newBuilder()
                .setMetrics(Map.of())
                .setBaselineKind("seasonal-naive")
                .setBaseline(Map.of())
                .setCutoffs(List.of())
                .setWindows(0)
                .build())
        .build();
  }
}
