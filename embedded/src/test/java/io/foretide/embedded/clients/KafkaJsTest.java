package io.foretide.embedded.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.TrainingStage;
import io.foretide.schemas.topics.Topics;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An independent client reads Foretide's topics: kafkajs with its own Avro decoder, against the
 * embedded broker and registry. npm installs it below {@code target}.
 */
@Tag("node")
class KafkaJsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Path FOLDER = Path.of("target", "kafkajs").toAbsolutePath();

  @Test
  void kafkajsReadsForecastsAndProgressAndRegistersSchemasItself() throws Exception {
    install();
    try (TestTopics topics = TestStack.shared().topics()) {
      topics.produce(Topics.FORECASTS, "sales#champion#sales/P001", forecast());
      topics.produce(Topics.TRAINING_PROGRESS, "run-0-1", progress());
      String own = topics.wire().prefix() + "from.node";
      topics.admin().createTopics(List.of(new NewTopic(own, 1, (short) 1))).all().get();

      String forecasts = topics.wire().name(Topics.FORECASTS);
      String training = topics.wire().name(Topics.TRAINING_PROGRESS);
      Map<String, JsonNode> read =
          byTopic(
              run(
                  List.of(
                      "node",
                      "read.cjs",
                      topics.bootstrapServers(),
                      topics.schemaRegistryUrl(),
                      own,
                      forecasts,
                      training)));

      assertThat(read.get(forecasts).path("key").asText()).isEqualTo("sales#champion#sales/P001");
      JsonNode forecast = read.get(forecasts).path("value");
      assertThat(forecast.path("mean").get(1).asDouble()).isEqualTo(11.5);
      assertThat(forecast.path("quantiles").get(1).get(0).asDouble()).isEqualTo(13);
      assertThat(read.get(training).path("value").path("stage").asText()).isEqualTo("FIT");
      assertThat(read.get(own).path("value").path("n").asInt()).isEqualTo(42);
    }
  }

  private static void install() throws Exception {
    assumeTrue(answers("node", "--version"), "node is not installed");
    assumeTrue(answers("npm", "--version"), "npm is not installed");
    Files.createDirectories(FOLDER);
    try (InputStream script = KafkaJsTest.class.getResourceAsStream("/kafkajs/read.cjs")) {
      Files.copy(script, FOLDER.resolve("read.cjs"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(FOLDER.resolve("node_modules/@kafkajs/confluent-schema-registry"))) {
      Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}");
      Result installed =
          execute(
              List.of(
                  "npm",
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "--ignore-scripts",
                  "kafkajs@2.2.4",
                  "@kafkajs/confluent-schema-registry@3.8.0"));
      assumeTrue(installed.status() == 0, "npm cannot install kafkajs: " + installed.output());
    }
  }

  private static boolean answers(String... command) {
    try {
      Files.createDirectories(FOLDER);
      return execute(List.of(command)).status() == 0;
    } catch (Exception e) {
      return false;
    }
  }

  private static List<String> run(List<String> command) throws Exception {
    Result result = execute(command);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output().lines().filter(line -> line.startsWith("{")).toList();
  }

  private record Result(int status, String output) {}

  private static Result execute(List<String> command) throws Exception {
    Path output = Files.createTempFile("foretide-node", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  private static Map<String, JsonNode> byTopic(List<String> lines) throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
    for (String line : lines) {
      JsonNode record = json.readTree(line);
      entries.add(Map.entry(record.path("topic").asText(), record));
    }
    return Map.ofEntries(entries.toArray(Map.Entry[]::new));
  }

  private static SeriesForecast forecast() {
    return SeriesForecast.newBuilder()
        .setSeries("sales/P001")
        .setDataset("sales")
        .setIdentity(List.of("P001"))
        .setIdentityColumns(List.of("product_id"))
        .setTarget("sales")
        .setModel("sales")
        .setVersion(3)
        .setKind("hybrid")
        .setAlias("champion")
        .setCutoff(NOW)
        .setStep("P1D")
        .setHorizon(2)
        .setTimes(List.of(NOW.plusSeconds(86_400), NOW.plusSeconds(172_800)))
        .setMean(List.of(10.0, 11.5))
        .setLevels(List.of(0.025, 0.975))
        .setQuantiles(List.of(List.of(7.0, 8.0), List.of(13.0, 15.0)))
        .setMadeAt(NOW)
        .build();
  }

  private static TrainingProgress progress() {
    return TrainingProgress.newBuilder()
        .setRun("run-0-1")
        .setModel("sales")
        .setKind("hybrid")
        .setStage(TrainingStage.FIT)
        .setPercent(40)
        .setEpoch(20)
        .setEpochs(50)
        .setLosses(Map.of("training", 0.5))
        .setMessage("epoch 20 of 50")
        .setTrainer("trainer-1")
        .setTime(NOW)
        .build();
  }
}
