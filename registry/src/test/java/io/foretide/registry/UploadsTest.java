package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.topics.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadsTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @Test
  void aFileSentOverHttpIsOnTheTopicWithItsName() {
    String boundary = "b0undary";
    String form =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../may.csv\"\r\n\r\ndate,sales\n2024-05-01,3\n\r\n--%s--\r\n"
            .formatted(boundary, boundary);
    HttpResponse<String> answer =
        registry.send(
            registry
                .request("/uploads")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(form)));
    assertThat(answer.statusCode()).isEqualTo(202);
    String upload = Registry.json(answer).path("upload").asText();
    var record = registry.topics().await(Topics.CSV_UPLOADS, all -> all.size() == 1).get(0);
    assertThat(record.key()).isEqualTo(upload);
    assertThat(new String(record.value())).isEqualTo("date,sales\n2024-05-01,3\n");
    assertThat(new String(record.headers().lastHeader("filename").value())).isEqualTo("may.csv");
    assertError(registry.tryGet("/uploads/" + upload), 404, "FT-1903", upload);
    registry.told().receipt(upload);
    await()
        .until(
            () ->
                registry.peek("/uploads/" + upload).path("receipt").path("accepted").asInt() == 1);
    assertThat(registry.get("/uploads").path("items").findValuesAsText("upload"))
        .containsExactly(upload);
  }

  @Test
  void allRejectsOfAnUploadComeAsCsvHoweverManyThereAre() {
    for (int line = 1; line <= 130; line++) {
      registry.told().reject(line % 13 == 0 ? "other" : "mine", line, "-5,\"x\"");
    }
    registry.told().receipt("mine");
    await().until(() -> registry.peek("/uploads/mine").path("firstRejects").size() == 100);
    String csv = registry.tryGet("/uploads/mine/rejects").body();
    assertThat(csv.lines()).hasSize(1 + 120);
    assertThat(csv.lines().skip(1).findFirst())
        .hasValue("may.csv,1,1,date,FT-1203,not a date,\"'-5,\"\"x\"\"\"");
    assertError(registry.tryGet("/uploads/none/rejects"), 404, "FT-1903", "none");
  }

  @Test
  void rejectedRowsAreSentAgainToTheTopicThatTheyCameFrom() {
    registry.told().reject("mine", 2, "yesterday,4").reject("mine", 3, "today,5").receipt("mine");
    await().until(() -> registry.peek("/uploads/mine").path("firstRejects").size() == 2);
    assertError(registry.post("/uploads/mine/redrive", "{}"), 400, "FT-1913", "columns");
    assertError(
        registry.post("/uploads/none/redrive", "{\"columns\": \"date,sales\"}"),
        404,
        "FT-1903",
        "none");
    HttpResponse<String> asTheyWere =
        registry.post("/uploads/mine/redrive", "{\"columns\": \"date,sales\"}");
    assertThat(asTheyWere.statusCode()).isEqualTo(202);
    registry.post(
        "/uploads/mine/redrive", "{\"columns\": \"date,sales\", \"rows\": [\"2024-05-01,4\"]}");
    var sent = registry.topics().await(Topics.CSV_UPLOADS, all -> all.size() == 2);
    assertThat(sent)
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(
            "date,sales\nyesterday,4\ntoday,5\n", "date,sales\n2024-05-01,4\n");
    assertThat(sent)
        .extracting(record -> record.key())
        .contains(Registry.json(asTheyWere).path("upload").asText());
    assertThat(new String(sent.get(0).headers().lastHeader("dataset").value())).isEqualTo("sales");
  }

  @Test
  void retrainInOneCallStreamsTheRunToItsResult() {
    registry.told().events(Told.version(1), Told.moved(null, 1));
    await().until(() -> registry.get("/models").path("total").asInt() == 1);
    CompletableFuture<HttpResponse<String>> answer =
        registry
            .client()
            .sendAsync(
                registry
                    .request("/retrain?filename=may.csv")
                    .POST(BodyPublishers.ofString("date,sales\n2024-05-01,3\n"))
                    .build(),
                BodyHandlers.ofString());
    String upload =
        registry.topics().await(Topics.CSV_UPLOADS, all -> all.size() == 1).get(0).key();
    registry.told().receipt(upload);
    // No policy runs in this test, so the registry asks for the run itself; the test plays the
    // trainer.
    var request = registry.topics().await(Topics.TRAINING_REQUESTS, all -> all.size() == 1).get(0);
    assertThat(request.value().getCause()).isEqualTo(upload);
    registry
        .told()
        .progress(
            "run-" + request.partition() + "-" + request.offset(),
            TrainingStage.STARTED,
            TrainingStage.FIT,
            TrainingStage.FINISHED);
    assertThat(answer.join().body())
        .containsSubsequence(
            "event: receipt",
            "event: run",
            "event: progress",
            "STARTED",
            "FIT",
            "FINISHED",
            "event: result");
  }
}
