package io.foretide.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final Instant BEGIN = Instant.parse("2026-01-05T14:30:00Z");

  @TempDir private Path folder;

  @Test
  void ticksOfCsvBecomeTheJsonThatIngestReads() throws IOException {
    List<Recording.Row> rows =
        read("Symbol,Time,Price,Size,tradeId\nAAPL,1767623400000,187.2,100,77\n", false);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).at()).isEqualTo(BEGIN);
    assertThat(rows.get(0).symbol()).isEqualTo("AAPL");
    assertThat(rows.get(0).text())
        .contains("\"time\":\"2026-01-05T14:30:00Z\"", "\"price\":\"187.2\"", "\"tradeid\":\"77\"");
  }

  @Test
  void ticksOfJsonLinesStayAsTheyAre() throws IOException {
    String line = "{\"symbol\":\"X\",\"time\":\"2026-01-05T14:30:00Z\",\"price\":1,\"size\":2}";

    assertThat(read(line + "\n\n", false)).containsExactly(new Recording.Row(BEGIN, "X", line));
  }

  @Test
  void barsAreKnownByTheirColumns() throws IOException {
    List<Recording.Row> rows =
        read("timestamp,open,high,low,close,volume\n2026-01-05 14:30:00,1,2,0.5,1.5,10\n", true);

    assertThat(rows.get(0).at()).isEqualTo(BEGIN);
    assertThat(rows.get(0).text()).isEqualTo("2026-01-05 14:30:00,1,2,0.5,1.5,10");
  }

  @Test
  void aFileThatIsNoRecordingIsRefused() {
    assertThatThrownBy(() -> read("a,b\n1,2\n", false)).hasMessageContaining("column time");
    assertThatThrownBy(() -> read("time,price\nyesterday,2\n", false))
        .hasMessageContaining("yesterday");
  }

  @Test
  void tenTimesAsFastIsATenthOfTheWait() {
    Pace pace = new Pace(10);
    assertThat(pace.until(BEGIN, 0)).isZero();
    assertThat(pace.until(BEGIN.plusSeconds(60), 1_000_000_000L)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pace.until(BEGIN.minusSeconds(60), 1_000_000_000L)).isZero();
    assertThat(new Pace(0).until(BEGIN.plusSeconds(60), 0)).isZero();
  }

  private List<Recording.Row> read(String content, boolean bars) throws IOException {
    Path file = Files.writeString(folder.resolve("recording"), content);
    List<Recording.Row> rows = new ArrayList<>();
    try (Recording recording = Recording.open(file, Optional.empty())) {
      assertThat(recording.isBars()).isEqualTo(bars);
      recording.rows().forEachRemaining(rows::add);
    }
    return rows;
  }
}
