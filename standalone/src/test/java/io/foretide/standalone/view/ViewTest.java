package io.foretide.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.IngestReject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final StringWriter text = new StringWriter();

  @Test
  void aRunIsOneLineThatIsDrawnOver() throws Exception {
    ProgressBars bars = new ProgressBars(new Terminal(new PrintWriter(text), true, 100));
    bars.show(progress("FIT", 40));
    bars.show(progress("FIT", 60));
    assertThat(text.toString()).containsOnlyOnce("\u001b[1A\u001b[J");
    assertThat(text.toString().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void withoutATerminalThereIsOneLinePerStageAndTenth() throws Exception {
    ProgressBars bars = new ProgressBars(new Terminal(new PrintWriter(text), false, 100));
    for (int percent : new int[] {40, 41, 42, 51}) {
      bars.show(progress("FIT", percent));
    }
    bars.show(progress("SAVE", 52));
    assertThat(text.toString().lines()).hasSize(3).noneMatch(line -> line.contains("\u001b"));
    assertThat(text.toString()).contains("epoch 3/50").contains("validation 0.25").contains("7 s");
  }

  @Test
  void aMinuteIsToldByItsTimeAndADayByItsDate() {
    assertThat(RecordText.of(score("2024-03-04T10:31:00Z")))
        .contains("  2024-03-04 10:31, 1 ahead");
    assertThat(RecordText.of(score("2024-03-04T00:00:00Z"))).contains("  2024-03-04, 1 ahead");
  }

  private static ForecastScore score(String target) {
    return ForecastScore.newBuilder()
        .setSeries("market/AAA/1m")
        .setModel("minutes")
        .setVersion(1)
        .setAlias("champion")
        .setCutoff(Instant.parse("2024-03-03T00:00:00Z"))
        .setStepAhead(1)
        .setTargetTime(Instant.parse(target))
        .setActual(1)
        .setMean(1)
        .setLower(0)
        .setUpper(2)
        .setError(0)
        .setScaledError(null)
        .setInside(true)
        .setScoredAt(Instant.parse("2024-03-05T00:00:00Z"))
        .build();
  }

  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    String table = new Table("name", "count").row("a", "7").row("longer", "1234").toString();
    assertThat(table.lines()).containsExactly("name    count", "a           7", "longer   1234");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("one").row("1", "2"));
  }

  @Test
  void aPlotHoldsThePastTheMeanAndItsBand() {
    String plot =
        Plot.of(new double[] {1, 2}, new double[] {3}, new double[] {2}, new double[] {4});
    List<String> lines = plot.lines().toList();
    assertThat(lines.get(0)).startsWith("     4.0").endsWith("░");
    assertThat(plot.chars().filter(c -> c == '•')).hasSize(2);
    assertThat(plot.chars().filter(c -> c == '●')).hasSize(1);
    assertThat(plot.chars().filter(c -> c == '░').count()).isGreaterThan(3);
  }

  @Test
  void aRejectedRowIsToldWithItsLineAndATickWithout() {
    assertThat(RecordText.of(reject(7))).isEqualTo("FT-1203 a.csv line 7: no date | x");
    assertThat(RecordText.of(reject(0))).isEqualTo("FT-1203 a.csv: no date | x");
  }

  private static IngestReject reject(int line) {
    return new IngestReject("u", "a.csv", 1, line, null, "FT-1203", "no date", "x", Instant.EPOCH);
  }

  private static JsonNode progress(String stage, int percent) throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"run":"run-0-1","model":"sales","kind":"hybrid","stage":"%s","percent":%d,"epoch":3,\
            "epochs":50,"losses":{"validation":0.25},"etaSeconds":7.2,"message":"a message"}"""
                .formatted(stage, percent));
  }
}
