package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An example of a version's use, run as its reader would. */
final class UsageExample {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What shows that a language is there. */
  private static final Map<String, List<String>> THERE =
      Map.of(
          "forecast-curl", List.of("curl", "--version"),
          "forecast-javascript", List.of("node", "--version"),
          "forecast-java", List.of(java(), "--version"),
          "forecast-python", List.of("python3", "--version"),
          "network-python", List.of("python3", "-c", "import numpy, onnxruntime"),
          "download-curl",
              List.of("sh", "-c", "curl --version && python3 --version && sha256sum --version"));

  private final JsonNode example;

  private UsageExample(JsonNode example) {
    this.example = example;
  }

  static UsageExample of(String url, String model, int version, String name) throws Exception {
    URI uri = URI.create(url + "/models/" + model + "/versions/" + version + "/usage");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();
    return new UsageExample(
        StreamSupport.stream(JSON.readTree(body).path("examples").spliterator(), false)
            .filter(one -> one.path("name").asText().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(body)));
  }

  /** The answer that it prints; skipped where what it needs is not installed. */
  JsonNode run(Path folder) throws Exception {
    return JSON.readTree(prints(folder));
  }

  /** What it prints; skipped where what it needs is not installed. */
  String prints(Path folder) throws Exception {
    List<String> there = THERE.get(example.path("name").asText());
    assumeTrue(works(there), "needs " + example.path("needs").asText());
    Files.writeString(folder.resolve(example.path("file").asText()), example.path("code").asText());
    String command = example.path("run").asText().replaceFirst("^java ", java() + " ");
    Process process =
        new ProcessBuilder(command.split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
