package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.neural.export.OnnxGraph;
import io.foretide.runtime.ServiceConfig;
import io.foretide.standalone.client.RestClient;
import io.foretide.standalone.house.House;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against a whole house, in the order in which somebody would use it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForetideCommandTest {
  private static final House.Ports FREE = new House.Ports(0, 0, 0);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "default.kind", "seasonal-naive",
          "default.cutoffs", "2",
          "retrain.debounce.ms", "200");

  @TempDir static Path folder;

  private static House house;

  /** What a command left behind. */
  private record Outcome(int status, String out, String err) {}

  @BeforeAll
  static void up() throws Exception {
    house = open();
  }

  @AfterAll
  static void down() {
    house.close();
  }

  @Test
  @Order(1)
  void aPushedFileIsAnsweredWithItsReceiptAndFirstRejects() throws Exception {
    Path file = folder.resolve("sales.csv");
    Files.write(file, SalesFiles.plain());
    Outcome outcome = run("push", file.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("ACCEPTED")
        .contains("sales.csv")
        .containsPattern("FT-12\\d\\d sales.csv line 2, column \"sales\"");
  }

  @Test
  @Order(2)
  void aFileThatIsRefusedFailsTheCommandWithTheReason() throws Exception {
    Path file = folder.resolve("notes.csv");
    Files.writeString(file, "just\nsome\nwords\n");
    Outcome outcome = run("push", file.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("REFUSED").containsPattern("FT-11\\d\\d");
  }

  @Test
  @Order(3)
  void theFirstFileMakesAModelThatIsServed() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(run("forecast", "--product", "P1").status()).isZero());
    assertThat(run("versions").out()).contains("sales").contains("seasonal-naive");
    assertThat(run("versions", "sales").out()).contains("MASE").contains("champion");
    Outcome events = run("tail", "events", "--exit-at-end");
    assertThat(events.out()).contains("defined:").contains("version 1 published").contains("-> 1");
    assertThat(run("tail", "deployments", "-e").out()).contains("SERVING");
    assertThat(run("tail", "progress", "-e").out()).contains("run-0-0").contains("100 %");
  }

  @Test
  @Order(4)
  void aForecastAsJsonHasAsManyStepsAsAskedFor() throws Exception {
    Outcome outcome = run("forecast", "--product", "P1", "--days", "14", "--json");
    JsonNode answer = new ObjectMapper().readTree(outcome.out());
    assertThat(answer.path("mean")).hasSize(14);
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("lower95").path(0).asDouble())
        .isLessThan(answer.path("upper95").path(0).asDouble());
    Outcome anyColumn = run("forecast", "--where", "product_id=P1", "--json");
    JsonNode whole = new ObjectMapper().readTree(anyColumn.out());
    assertThat(whole.path("series_count").asInt()).isEqualTo(1);
    assertThat(whole.path("mean")).hasSize(whole.path("horizon").asInt());
    Outcome tooFar = run("forecast", "--days", "500");
    assertThat(tooFar.status()).isEqualTo(1);
    assertThat(tooFar.err()).startsWith("FT-1502");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"forecast-java", "forecast-javascript", "forecast-curl", "forecast-python"})
  @Order(4)
  void theExamplesOfAVersionForecastWithIt(String name) throws Exception {
    JsonNode answer = UsageExample.of(house.url(), "sales", 1, name).run(folder);
    assertThat(answer.path("model").asText()).isEqualTo("sales");
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("mean")).hasSize(28);
  }

  @Test
  @Order(4)
  void theExampleOfADownloadHasTheVersionsFilesAndFindsThemWhole() throws Exception {
    Path here = Files.createDirectory(folder.resolve("download"));
    String told = UsageExample.of(house.url(), "sales", 1, "download-curl").prints(here);
    assertThat(told.lines()).isNotEmpty().allMatch(line -> line.endsWith(": OK"));
    assertThat(here.resolve("foretide-1/version.json")).content().contains("seasonal-naive");
  }

  @Test
  @Order(5)
  void aRunCanBeAskedForAndFollowedToItsEnd() {
    Outcome outcome = run("train", "--model", "sales", "--kind", "naive", "--follow");
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).contains("FINISHED");
    Outcome unknown = run("train", "--model", "sales", "--kind", "oracle");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).startsWith("FT-1605").contains("seasonal-naive");
  }

  @Test
  @Order(5)
  void aBenchmarkCanPutWhatAKindCostsOnItsCard() throws Exception {
    String file = folder.resolve("sales.csv").toString();
    String table = folder.resolve("table").toString();
    Outcome outcome =
        run(
            "benchmark",
            "--data",
            file,
            "--kinds",
            "naive",
            "--cutoffs",
            "1",
            "--out",
            table,
            "--publish");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("on their cards in the catalogue: [naive]");
    RestClient rest = new RestClient(house.url());
    Awaitility.await().until(() -> rest.get("/kinds/naive").has("benchmark"));
    JsonNode card = rest.get("/kinds/naive");
    assertThat(card.path("benchmark").path("data").asText()).isEqualTo("sales.csv");
    assertThat(card.path("memory").asText()).contains(" MB ");
  }

  @Test
  @Order(5)
  void aSearchTriesEveryCombinationAndMarksTheBestWithoutMakingAVersion() throws Exception {
    int versions = versions();
    Outcome outcome =
        run(
            ("tune --model sales --kind lightgbm --set rounds=20 --json"
                    + " --grid lr=0.05,0.2 --grid leaves=4,8")
                .split(" "));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(outcome.out());
    assertThat(answer.path("trials")).hasSize(4);
    assertThat(answer.path("trials").findValuesAsText("stage")).containsOnly("FINISHED");
    assertThat(answer.path("best").path("metrics").path("MASE").asDouble())
        .isEqualTo(
            answer.path("trials").findValues("metrics").stream()
                .mapToDouble(metrics -> metrics.path("MASE").asDouble())
                .min()
                .orElseThrow());
    assertThat(versions()).isEqualTo(versions);
    Outcome shown = run("tune", "--show", answer.path("search").asText());
    assertThat(shown.out()).containsOnlyOnce("<- best").contains("learningRate", "naive MASE");
  }

  @Test
  @Order(5)
  void halvingGivesFewerTrialsMoreEffort() throws Exception {
    Outcome outcome =
        run(
            ("tune --model sales --kind lightgbm --set rounds=16 --search halving --budget 4 --json"
                    + " --grid lr=0.05,0.2 --grid leaves=4,8")
                .split(" "));
    JsonNode trials = new ObjectMapper().readTree(outcome.out()).path("trials");
    assertThat(trials.findValuesAsText("rung")).containsExactly("1", "1", "1", "1", "2", "2");
    assertThat(trials.findValuesAsText("rounds")).containsExactly("8", "8", "8", "8", "16", "16");
  }

  @Test
  @Order(6)
  void aVersionCanBePromotedAndTakenBack() {
    Outcome promoted = run("promote", "sales", "2", "--why", "to see it");
    assertThat(promoted.status()).as(promoted.err()).isZero();
    assertThat(promoted.out()).contains("sales/2").contains("to see it");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(run("forecast", "--product", "P1").out()).startsWith("sales/2"));
    assertThat(run("rollback", "sales").out()).contains("sales/1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(run("forecast", "--product", "P1").out()).startsWith("sales/1"));
  }

  @Test
  @Order(7)
  void anOnnxFileBecomesAVersionAndWhatIsNoneIsRefusedWithACode() throws Exception {
    int before = versions();
    Path file = Files.write(folder.resolve("weeks.onnx"), weeksAgo());
    String layout = "{\"contextLength\": 28, \"horizon\": 28}";
    Outcome published =
        run("publish-onnx", file.toString(), "--model", "sales", "--input-layout", layout);
    assertThat(published.status()).as(published.out() + published.err()).isZero();
    assertThat(published.out()).contains("FINISHED").contains("--trained-until");
    assertThat(versions()).isEqualTo(before + 1);
    Path text = Files.writeString(folder.resolve("weeks.txt"), "not a model");
    Outcome refused =
        run("publish-onnx", text.toString(), "--model", "sales", "--input-layout", layout);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).startsWith("FT-2430");
    Outcome unfit =
        run(
            "publish-onnx",
            file.toString(),
            "--model",
            "sales",
            "--input-layout",
            "{\"contextLength\": 7, \"horizon\": 28}");
    assertThat(unfit.err()).startsWith("FT-2431").contains("[-1, 28]", "[-1, 7]");
  }

  @Test
  @Order(7)
  void whatIsPlannedIsInTheBacktestsAndTheForecastsOfAModelThatReadsIt() throws Exception {
    Path past = Files.write(folder.resolve("past.csv"), SalesFiles.promoted(0, 120, true));
    assertThat(run("push", past.toString(), "--dataset", "shop").out()).contains("120 new");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(run("forecast", "--model", "shop").status()).isZero());
    OnnxGraph graph = new OnnxGraph("promotions");
    String promoted = graph.mul(graph.input("promo", 28), graph.scalar(100));
    String sales = graph.add(promoted, graph.scalar(10));
    String nothing = graph.mul(graph.slice(graph.input("past", 28), 1, 0, 1), graph.scalar(0));
    graph.output("y", graph.add(sales, nothing), 28);
    Path file = Files.write(folder.resolve("promotions.onnx"), graph.toBytes());
    String layout =
        """
        {"contextLength": 28, "horizon": 28, "inputs": [
          {"name": "past", "span": "CONTEXT", "features": ["target"]},
          {"name": "promo", "span": "HORIZON", "features": ["column:promo"]}]}
        """;
    Outcome published =
        run("publish-onnx", file.toString(), "--model", "shop", "--input-layout", layout);
    assertThat(published.status()).as(published.out() + published.err()).isZero();
    JsonNode version =
        new ObjectMapper().readTree(run("versions", "shop", "--json").out()).path("items");
    assertThat(version.findValuesAsText("MASE"))
        .as("a backtest tells it the promotions that came")
        .anySatisfy(mase -> assertThat(Double.parseDouble(mase)).isLessThan(0.01));
    run("promote", "shop", "2", "--why", "it reads the plan");
    Path plan = Files.write(folder.resolve("plan.csv"), SalesFiles.promoted(120, 148, false));

    Outcome pushed = run("push", plan.toString(), "--dataset", "shop");

    assertThat(pushed.out()).contains("0 new").contains("28 planned");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              JsonNode answer =
                  new ObjectMapper().readTree(run("forecast", "--model", "shop", "--json").out());
              assertThat(answer.path("version").asInt()).isEqualTo(2);
              assertThat(answer.path("mean").path(1).asDouble()).isCloseTo(110, within(1.0));
              assertThat(answer.path("mean").path(2).asDouble()).isCloseTo(10, within(1.0));
            });
  }

  @Test
  @Order(8)
  void theExampleOfANetworkRunsItInPython() throws Exception {
    JsonNode answer =
        UsageExample.of(house.url(), "sales", versions(), "network-python").run(folder);
    assertThat(answer.path("mean")).hasSize(28);
    // The network halves the day four weeks before; the example's last four weeks begin at 100.
    assertThat(answer.path("mean").path(0).asDouble()).isEqualTo(50);
    assertThat(answer.path("mean").path(6).asDouble()).isEqualTo(80);
  }

  @Test
  @Order(7)
  void aKindShowsItsSettingsWithTheirRanges() {
    assertThat(run("kinds").out()).contains("additive").contains("hybrid");
    assertThat(run("kinds", "hybrid").out()).contains("epochs").contains("1..10000");
  }

  @Test
  @Order(8)
  void afterARestartTheSameVersionIsServed() throws Exception {
    house.close();
    house = open();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(run("forecast", "--product", "P1").out()).startsWith("sales/1"));
  }

  @Test
  @Order(9)
  void kcatPushesAFileWithNothingSpecial() throws Exception {
    assumeTrue(Kcat.installed(), "kcat is not installed");
    Path file = folder.resolve("more.csv");
    Files.writeString(file, "date,product_id,category,sales\n2024-04-30,P1,bread,121\n");
    Kcat.push(house.bootstrapServers(), file);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(run("tail", "receipts", "-e").out())
                    .contains("2024-04-30 to 2024-04-30"));
  }

  @Test
  void whereNothingAnswersTheCommandSaysHowToStartIt() {
    Outcome http = command("versions", "--url", "http://localhost:1");
    assertThat(http.status()).isEqualTo(1);
    assertThat(http.err()).startsWith("FT-1702").contains("foretide up");
    Outcome kafka = command("tail", "receipts", "--bootstrap", "localhost:1");
    assertThat(kafka.status()).isEqualTo(1);
    assertThat(kafka.err()).startsWith("FT-1701").contains("foretide up").doesNotContain("\tat ");
    assertThat(command("tail", "weather").status()).isEqualTo(2);
  }

  /** Forecasts each day as the one four weeks before, a little too low. */
  private static byte[] weeksAgo() {
    OnnxGraph graph = new OnnxGraph("weeks");
    graph.output("y", graph.mul(graph.input("x", 28), graph.scalar(0.5f)), 28);
    return graph.toBytes();
  }

  private static int versions() throws Exception {
    return new ObjectMapper()
        .readTree(run("versions", "sales", "--json").out())
        .path("items")
        .size();
  }

  private static House open() throws InterruptedException {
    House opened = House.open(ServiceConfig.of(SETTINGS), folder.resolve("data"), FREE);
    assertThat(opened.awaitReady(Duration.ofMinutes(2))).as(opened.unready()).isTrue();
    return opened;
  }

  /** Runs a command against the house. */
  private static Outcome run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    Collections.addAll(
        all,
        "--bootstrap",
        house.bootstrapServers(),
        "--schema-registry",
        house.schemaRegistryUrl(),
        "--url",
        house.url());
    return command(all.toArray(String[]::new));
  }

  private static Outcome command(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Foretide.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Outcome(status, out.toString(), err.toString());
  }
}
