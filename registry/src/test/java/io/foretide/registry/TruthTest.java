package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.TrainingStage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One registry is killed at its work again and again; another was never disturbed. */
class TruthTest {
  private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)}");
  private static final Map<String, String> NAMES =
      Map.of(
          "model", "sales",
          "version", "2",
          "kind", "lstm",
          "run", "run-0-7",
          "upload", "u1",
          "series", "sales/P1",
          "search", "night",
          "name", "layout.json");
  private static final Map<String, String> QUERIES =
      Map.of(
          "/models/{model}/compare", "?versions=1,2,3",
          "/models/recommend", "?use_case=sales",
          "/runs/export", "?format=json");

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Map<String, String> settings;
  private Registry undisturbed;

  @BeforeEach
  void start() {
    settings = new TreeMap<>(Map.of("artifacts", folder.resolve("artifacts").toString()));
    undisturbed = Registry.start(settings);
    settings.put("bootstrap.servers", undisturbed.topics().bootstrapServers());
    settings.put("schema.registry.url", undisturbed.topics().schemaRegistryUrl());
    settings.put("topic.prefix", undisturbed.topics().wire().prefix());
    settings.put("http.port", "0");
    happened();
  }

  @AfterEach
  void stop() {
    undisturbed.close();
  }

  @Test
  void whereverARegistryIsKilledTheNextOneAnswersTheSameByteForByte()
      throws IOException, InterruptedException {
    long seed = System.nanoTime();
    System.out.println("killed at points of seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (RegistryProcess replaying = RegistryProcess.launch(settings, folder)) {
      HttpRequest.Builder ready = HttpRequest.newBuilder(URI.create(url(replaying) + "/ready"));
      for (int looks = random.nextInt(50); looks > 0; looks--) {
        ask(ready);
      }
      replaying.kill();
    }
    int rounds = random.nextInt(1, 15);
    try (RegistryProcess working = RegistryProcess.launch(settings, folder)) {
      String url = url(working);
      AtomicInteger done = new AtomicInteger();
      CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> change(url, done));
      await().atMost(Duration.ofSeconds(60)).until(() -> done.get() >= rounds);
      working.kill();
      assertThat(changes).as("killed while it was asked").failsWithin(Duration.ofSeconds(20));
    }
    try (RegistryProcess next = RegistryProcess.launch(settings, folder)) {
      String url = url(next);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(differences(url, undisturbedUrl())).isEmpty());
      Map<String, String> answers = answers(url);
      assertThat(answers.values().stream().filter(answer -> answer.startsWith("200 ")))
          .hasSizeGreaterThan(35);
      assertThat(answers.get("/audit")).contains("ada", "RETIRED", "MOVED", "RESET");
    }
  }

  /** What the other services told the topics. */
  private void happened() {
    List<Artifact> files;
    try (ArtifactStore store = ArtifactStore.open(ServiceConfig.of(settings))) {
      byte[] layout = "{\"columns\": [\"sales\"]}".getBytes(StandardCharsets.UTF_8);
      byte[] graph = OnnxBytes.ofTwoLayers();
      files =
          List.of(
              new Artifact("layout.json", store.put(layout), (long) layout.length),
              new Artifact("model.onnx", store.put(graph), (long) graph.length));
    }
    Told told = undisturbed.told();
    told.kind("lstm", "recurrent", "sales").kind("naive", "baseline", "prices");
    told.events(Told.defined(), Told.version(1, "lstm", files, 0.9, 0.8), Told.moved(null, 1));
    for (int version = 2; version <= 60; version++) {
      told.events(Told.version(version, "lstm", files, 0.7, 0.6 + version / 100.0));
    }
    told.receipt("u1").reject("u1", 3, "yesterday,4");
    told.forecast("sales/P1", "Bread", 2).score("sales/P1", 10, 12, true);
    told.progress("run-0-7", TrainingStage.STARTED, TrainingStage.FIT, TrainingStage.FAILED);
  }

  /** Changes, one after the other, until there is nobody who makes them. */
  private void change(String url, AtomicInteger done) {
    List<String> asked =
        List.of(
            "/models/sales/promote {\"version\": 2, \"who\": \"ada\"}",
            "/models/sales/shadow {\"version\": 3, \"who\": \"ada\"}",
            "/models/train {\"model\": \"sales\", \"search\": \"night\"}",
            "/models/sales/rollback {\"who\": \"ada\"}",
            "/models/sales/reset {\"who\": \"ada\"}");
    for (int version = 60; true; version--) {
      for (String one : asked) {
        post(url, one);
      }
      int status =
          post(url, "/models/sales/versions/%d/retire {\"who\": \"ada\"}".formatted(version));
      undisturbed.told().progress("run-0-" + version, TrainingStage.STARTED);
      // While it replays it takes no changes.
      if (status / 100 == 2) {
        done.incrementAndGet();
      }
    }
  }

  private int post(String url, String asked) {
    int space = asked.indexOf(' ');
    return ask(HttpRequest.newBuilder(URI.create(url + asked.substring(0, space)))
            .POST(BodyPublishers.ofString(asked.substring(space + 1))))
        .statusCode();
  }

  private HttpResponse<byte[]> ask(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("nobody answers", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where two registries do not answer the same, and from where on. */
  private List<String> differences(String one, String other) {
    Map<String, String> expected = answers(other);
    List<String> differences = new ArrayList<>();
    answers(one)
        .forEach(
            (path, answer) -> {
              int at = Arrays.mismatch(answer.toCharArray(), expected.get(path).toCharArray());
              if (at >= 0) {
                differences.add(path + " differs in ..." + part(answer, at));
              }
            });
    return differences;
  }

  private static String part(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60));
  }

  /** Status and body of everything that may be read, by path. */
  private Map<String, String> answers(String url) {
    Map<String, String> answers = new TreeMap<>();
    for (String path : readable()) {
      HttpResponse<byte[]> answer = ask(HttpRequest.newBuilder(URI.create(url + path)));
      // Usage examples name the address that they were asked for at.
      answers.put(path, answer.statusCode() + " " + text(answer).replace(url, "http://registry"));
    }
    return answers;
  }

  private static String text(HttpResponse<byte[]> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("application/json") || type.startsWith("text/")
        ? new String(answer.body(), StandardCharsets.UTF_8)
        : Base64.getEncoder().encodeToString(answer.body());
  }

  private List<String> readable() {
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path :
        undisturbed.contract().document().path("paths").properties()) {
      // What a process counts of itself is its own.
      if (path.getValue().has("get") && !path.getKey().equals("/metrics")) {
        Matcher matcher = IN_BRACES.matcher(path.getKey());
        paths.add(
            matcher.replaceAll(name -> NAMES.getOrDefault(name.group(1), "none"))
                + QUERIES.getOrDefault(path.getKey(), ""));
      }
    }
    return paths;
  }

  private static String url(RegistryProcess process) throws IOException {
    return "http://127.0.0.1:" + process.port();
  }

  private String undisturbedUrl() {
    return "http://127.0.0.1:" + undisturbed.port();
  }
}
