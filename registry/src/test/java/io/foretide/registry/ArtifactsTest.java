package io.foretide.registry;

import static io.foretide.registry.Registry.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.runtime.artifacts.Digest;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.VersionRetired;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {
  private static final byte[] LAYOUT =
      "{\"columns\": [\"sales\"]}".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path data;
  private Registry registry;
  private ArtifactStore store;

  @BeforeEach
  void start() throws IOException {
    Path artifacts = data.resolve("artifacts");
    Files.writeString(data.resolve("secret.txt"), "secret");
    Map<String, String> settings = Map.of("artifacts", artifacts.toString());
    store = ArtifactStore.open(ServiceConfig.of(settings));
    registry = Registry.start(settings);
    registry
        .told()
        .events(
            Told.version(
                1,
                "lstm",
                List.of(
                    stored("inner/model.onnx", OnnxBytes.ofTwoLayers()),
                    stored("inner/layout.json", LAYOUT))),
            Told.version(2, "naive", List.of(stored("layout.json", LAYOUT))),
            Told.version(3, "naive", List.of(stored("../../evil.sh", new byte[] {1}))));
    await().until(() -> registry.peek("/artifacts").path("total").asInt() == 4);
  }

  @AfterEach
  void stop() {
    registry.close();
    store.close();
  }

  @Test
  void filesAreListedWithSizesAndDigestsAndSummedUp() {
    JsonNode files = registry.get("/models/sales/versions/1/artifacts");
    assertThat(files.findValuesAsText("name"))
        .containsExactly("inner/model.onnx", "inner/layout.json");
    assertThat(files.path(1).path("sha256").asText()).isEqualTo(Digest.of(LAYOUT));
    JsonNode summary = registry.get("/artifacts/summary");
    assertThat(summary.path("files").asInt()).isEqualTo(4);
    assertThat(summary.path("stored").asInt()).as("the same content is stored once").isEqualTo(3);
    assertThat(summary.path("families").findValuesAsText("kind")).containsExactly("lstm", "naive");
    assertThat(registry.get("/artifacts?kind=lstm&search=json").path("total").asInt()).isEqualTo(1);
  }

  @Test
  void aSweepDeletesWhatOnlyRetiredVersionsUsedAndSaysSo() {
    registry.told().events(new VersionRetired(1, "old"));
    await().until(() -> sweep("{}").path("versions").size() == 1);
    assertThat(sweep("{}").path("bytes").asInt())
        .as("the layout is version 2's too")
        .isEqualTo(OnnxBytes.ofTwoLayers().length);
    assertThat(store.get(Digest.of(OnnxBytes.ofTwoLayers())))
        .as("nothing goes unless it is said")
        .isNotEmpty();

    registry
        .told()
        .progress(Told.event("run-0-5", TrainingStage.FIT).setTime(Instant.now()).build());
    await().until(() -> !sweep("{}").path("versions").path(0).path("deleted").asBoolean());
    assertThat(sweep("{}").path("versions").path(0).path("because").asText()).contains("run-0-5");
    registry.told().progress("run-0-5", TrainingStage.FAILED);
    await().until(() -> sweep("{}").path("files").asInt() == 1);
    assertThat(sweep("{\"retiredForDays\": 36500}").path("files").asInt()).isZero();

    sweep("{\"dryRun\": false, \"who\": \"ada\", \"why\": \"room\"}");
    assertThatThrownBy(() -> store.get(Digest.of(OnnxBytes.ofTwoLayers())))
        .hasMessageContaining(Digest.of(OnnxBytes.ofTwoLayers()));
    assertThat(store.get(Digest.of(LAYOUT))).isEqualTo(LAYOUT);
    await().until(() -> registry.get("/audit?who=ada&what=deleted").path("total").asInt() == 1);
    assertThat(sweep("{}").path("versions")).isEmpty();
    assertThat(registry.get("/artifacts").path("total").asInt()).isEqualTo(2);
  }

  @Test
  void filesOfARetiredVersionThatAForecasterStillServesStay() {
    registry.told().events(new VersionRetired(1, "old")).deployed("f1", 1, DeploymentState.WARMING);
    await()
        .until(
            () ->
                sweep("{}")
                    .path("versions")
                    .path(0)
                    .path("because")
                    .asText()
                    .startsWith("a forecaster serves it"));
    assertThat(sweep("{\"dryRun\": false}").path("files").asInt()).isZero();
  }

  private JsonNode sweep(String wish) {
    return Registry.json(registry.post("/artifacts/clean-up", wish));
  }

  @Test
  void aFileIsDownloadedAsItWasStoredAndNeverShownAsAPage() {
    JsonNode file = registry.get("/models/sales/versions/1/artifacts").path(1);
    HttpResponse<byte[]> answer =
        registry.send(
            registry.request(file.path("path").asText()).GET(), BodyHandlers.ofByteArray());
    assertThat(answer.body()).isEqualTo(LAYOUT);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"layout.json\"");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/octet-stream");
  }

  @Test
  void aZipHoldsEveryFileWithItsDigestAndNothingThatLeavesItsFolder() throws IOException {
    Map<String, byte[]> one = unzipped("/models/sales/versions/1/artifacts.zip");
    assertThat(one.keySet())
        .containsExactly("SHA256SUMS", "inner/layout.json", "inner/model.onnx", "version.json");
    new String(one.get("SHA256SUMS"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("  "))
        .forEach(sum -> assertThat(Digest.of(one.get(sum[1]))).isEqualTo(sum[0]));
    assertThat(unzipped("/models/sales/artifacts.zip").keySet())
        .contains("1/inner/model.onnx", "2/layout.json", "3/version.json")
        .noneMatch(name -> name.contains("evil"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../secret.txt",
        "..%2f..%2f..%2f..%2fsecret.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "....//....//secret.txt",
        "..%5c..%5csecret.txt",
        "/etc/passwd",
        "inner/model.onnx%00.txt",
        "inner/../inner/layout.json/."
      })
  void aPathLeadsNowhereButToTheVersionsOwnFiles(String path) {
    HttpResponse<String> answer =
        registry.send(registry.request("/models/sales/versions/2/artifacts/" + path).GET());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("secret\n", "root:");
  }

  @Test
  void settingsAndJsonFilesAreRead() {
    assertThat(registry.get("/models/sales/versions/1/settings").path("settings").toString())
        .isEqualTo("{\"season\":\"1\"}");
    assertThat(
            registry
                .get("/models/sales/versions/1/json/inner/layout.json")
                .path("columns")
                .path(0)
                .asText())
        .isEqualTo("sales");
    assertError(
        registry.tryGet("/models/sales/versions/1/json/inner/model.onnx"),
        400,
        "FT-1806",
        "download");
    assertError(
        registry.tryGet("/models/sales/versions/1/artifacts/none"), 404, "FT-1805", "inner/");
  }

  @Test
  void aNetworksLayersShapesAndParametersAreReadFromItsFile() {
    JsonNode summary = registry.get("/models/sales/versions/1/summary");
    assertThat(summary.path("parameters").asInt()).isEqualTo(4 * 8 + 8 + 8 * 2);
    JsonNode network = summary.path("networks").path(0);
    assertThat(network.path("inputs").path(0).path("shape").toString())
        .isEqualTo("[\"batch\",\"4\"]");
    assertThat(network.path("layers").findValuesAsText("operator"))
        .containsExactly("Gemm", "MatMul");
    assertThat(network.path("layers").path(0).path("parameters").asInt()).isEqualTo(40);
    assertThat(registry.get("/models/sales/versions/2/summary").path("networks")).isEmpty();
  }

  @Test
  void aNetworksPartsAreTheOperationsThatAreNamedAlikeUpToASlash() {
    JsonNode parts =
        registry.get("/models/sales/versions/1/summary").path("networks").path(0).path("parts");
    assertThat(parts.findValuesAsText("name")).containsExactly("1-Dense", "head");
    assertThat(parts.path(0).path("operators").toString()).isEqualTo("[\"Gemm\",\"Relu\"]");
    assertThat(parts.path(0).path("output").toString()).isEqualTo("[\"batch\",\"4\"]");
    assertThat(parts.path(0).path("parameters").asInt()).isEqualTo(40);
    assertThat(parts.path(1).path("parameters").asInt()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({"1, 1-Dense, 40 parameters", "2, layout.json, no network"})
  void aVersionIsDrawn(int version, String name, String detail) {
    HttpResponse<String> answer =
        registry.tryGet("/models/sales/versions/%d/architecture.svg".formatted(version));
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("image/svg+xml");
    assertThat(answer.body()).startsWith("<svg").contains(name, detail);
  }

  @Test
  void examplesComeWithTheAddressTheModelAndTheVersion() {
    JsonNode usage = registry.get("/models/sales/versions/1/usage");
    assertThat(usage.path("examples").findValuesAsText("name"))
        .contains("forecast-java", "forecast-javascript", "forecast-curl", "network-python");
    for (JsonNode example : usage.path("examples")) {
      assertThat(example.path("code").asText())
          .as(example.path("name").asText())
          .contains("http://127.0.0.1:" + registry.port())
          .doesNotContainPattern("@[A-Z_]+@");
    }
    JsonNode without = registry.get("/models/sales/versions/2/usage");
    assertThat(without.path("examples").findValuesAsText("name"))
        .contains("forecast-python")
        .doesNotContain("network-python");
  }

  private Artifact stored(String name, byte[] content) {
    return new Artifact(name, store.put(content), (long) content.length);
  }

  private Map<String, byte[]> unzipped(String path) throws IOException {
    byte[] zip = registry.send(registry.request(path).GET(), BodyHandlers.ofByteArray()).body();
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }
}
