package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.ReceiptStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bakery's sales, written in every bad way, end to end. */
class MessyFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("foretide.shared", "../shared"), "data", "messy_csv");

  private static RunningIngest ingest;

  @BeforeAll
  static void start() {
    if (Files.isDirectory(FOLDER)) {
      ingest = new RunningIngest(Map.of());
    }
  }

  @AfterAll
  static void stop() {
    if (ingest != null) {
      ingest.close();
    }
  }

  @TestFactory
  List<DynamicTest> everyFileGivesTheObservationsThatItHolds() throws IOException {
    assumeTrue(ingest != null, "no messy files at " + FOLDER);
    JsonNode expected =
        new ObjectMapper().readTree(FOLDER.resolve("bakery_expected.json").toFile());
    List<DynamicTest> tests = new ArrayList<>();
    expected
        .properties()
        .forEach(
            entry ->
                tests.add(
                    DynamicTest.dynamicTest(
                        entry.getKey(), () -> check(entry.getKey(), entry.getValue()))));
    return tests;
  }

  private static void check(String file, JsonNode expected) throws IOException {
    byte[] content = Files.readAllBytes(FOLDER.resolve(file));
    String dataset = file.replace(".csv", "");
    ingest.push(file, content, "dataset", dataset, "filename", file);

    IngestReceipt receipt = ingest.receipt(file);

    List<IngestReject> rejects = ingest.rejects(file);
    if (expected.path("must_fail").asBoolean()) {
      assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.REFUSED);
      assertThat(receipt.getMessage()).contains(file);
      assertThat(rejects).hasSize(1);
      assertThat(ingest.blocks(dataset)).isEmpty();
      return;
    }
    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.ACCEPTED);
    Map<String, Double> values = ingest.values(dataset, "sales");
    int bad = expected.path("bad_sales").asInt() + expected.path("bad_dates").asInt();
    assertThat(values).hasSize(expected.get("rows").asInt() - bad);
    double sum = values.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum).isCloseTo(expectedSum(content, expected), within(0.005));
    assertThat(receipt.getFirstTime())
        .hasToString(expected.get("date_min").asText() + "T00:00:00Z");
    assertThat(receipt.getLastTime()).hasToString(expected.get("date_max").asText() + "T00:00:00Z");
    assertThat(receipt.getSeries()).isEqualTo(expected.get("products").asInt());
    assertThat(receipt.getRejected()).isEqualTo(rejects.size());
    assertThat(rejects).allSatisfy(reject -> assertThat(reject.getLine()).isPositive());
    if (expected.has("bad_sales")) {
      assertThat(rejects).filteredOn(r -> "sales".equals(r.getColumn())).hasSize(6);
      assertThat(rejects).filteredOn(r -> "date".equals(r.getColumn())).hasSize(6);
      assertThat(rejects).hasSize(bad);
    }
  }

  /**
   * The folder states the sum of the file before it was spoilt. Where rows were spoilt they are not
   * there to be summed, and where rows conflict the later one counts: both are worked out plainly.
   */
  private static double expectedSum(byte[] content, JsonNode expected) {
    if (!expected.has("conflicting") && !expected.has("bad_sales")) {
      return expected.get("sum_sales").asDouble();
    }
    Map<String, Double> last = new LinkedHashMap<>();
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\n");
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      try {
        LocalDate.parse(cells[0]);
        double value = Double.parseDouble(cells[2]);
        if (Double.isFinite(value)) {
          last.put(cells[0] + "," + cells[1], value);
        }
      } catch (DateTimeParseException | NumberFormatException e) {
        // One of the spoilt rows.
      }
    }
    return last.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
