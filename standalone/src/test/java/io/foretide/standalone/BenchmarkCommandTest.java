package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;
  private Path saved;

  @BeforeEach
  void twoProducts() throws IOException {
    List<String> lines = new ArrayList<>(List.of("date,product_id,sales"));
    for (int day = 0; day < 200; day++) {
      LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
      lines.add(date + ",P1," + (100 + 10 * date.getDayOfWeek().getValue() + day * 7 % 5));
      lines.add(date + ",P2," + (50 + 5 * date.getDayOfWeek().getValue() + day * 3 % 4));
    }
    file = Files.write(folder.resolve("sales.csv"), lines);
    saved = folder.resolve("table");
  }

  @Test
  void kindsAreComparedPrintedAndSavedWithTheBestOfEachColumnMarked() throws IOException {
    int status =
        run("--kinds", "naive,seasonal-naive,lightgbm:rounds=5", "--cutoffs", "2", "--seeds", "2");

    assertThat(status).as(out + "" + err).isZero();
    assertThat(out.toString())
        .contains("2 series at step P1D, 28 steps ahead from 2 cutoffs")
        .contains("train s", "p50 ms", "p99 ms", "MB", "parameters", "RMSE", "MAPE", "skill")
        .containsPattern("lightgbm:rounds=5 .*±");
    JsonNode json = new ObjectMapper().readTree(Path.of(saved + ".json").toFile());
    assertThat(json.path("rows")).hasSize(3);
    assertThat(json.path("rows").get(2).path("measurements")).hasSize(2);
    assertThat(json.path("best").path("parameters").asText()).isEqualTo("naive");
    assertThat(json.path("best").path("mase").asText()).isEqualTo("seasonal-naive");
    assertThat(Files.readAllLines(Path.of(saved + ".csv"))).hasSize(1 + 3 * 2);
  }

  @Test
  void aKindThatCannotLearnIsARowThatSaysWhy() {
    int status = run("--kinds", "naive,lightgbm:rounds=many", "--cutoffs", "1");

    assertThat(status).isZero();
    assertThat(out.toString()).containsPattern("lightgbm:rounds=many: .*rounds.*integer");
  }

  @Test
  void aVariantEntersWithEveryKindThatHasIt() throws IOException {
    run("--kinds", "naive,tcn:epochs=1;windowsPerEpoch=64", "--variants", "lightweight,default");

    JsonNode json = new ObjectMapper().readTree(Path.of(saved + ".json").toFile());
    assertThat(json.path("rows").findValuesAsText("contender"))
        .containsExactly(
            "naive",
            "tcn:epochs=1;windowsPerEpoch=64;variant=lightweight",
            "tcn:epochs=1;windowsPerEpoch=64;variant=default");
    JsonNode rows = json.path("rows");
    assertThat(rows.get(1).path("mean").path("parameters").asDouble())
        .isLessThan(rows.get(2).path("mean").path("parameters").asDouble());
  }

  @Test
  void whatCannotBeComparedIsRefusedWithACode() {
    assertThat(run("--kinds", "oracle")).isEqualTo(1);
    assertThat(err.toString()).startsWith("FT-1605").contains("seasonal-naive");
    assertThat(run("--kinds", "naive", "--horizon", "150")).isEqualTo(1);
    assertThat(err.toString()).contains("FT-1714").contains("--horizon");
  }

  private int run(String... options) {
    List<String> args = new ArrayList<>(List.of("benchmark", "--data", file.toString()));
    args.addAll(List.of("--out", saved.toString()));
    args.addAll(List.of(options));
    return Foretide.run(
        new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
  }
}
