package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void ticksOfAFileAreOnTheLogEachUnderItsSymbol() throws IOException {
    String ticks = "time,price,size\n2026-01-05T14:30:00Z,10,1\n2026-01-05T14:30:01Z,11,2\n";
    try (TestTopics topics = TestStack.shared().topics()) {
      assertThat(replay(topics, ticks, "0", "--symbol", "X")).as(out.toString()).isZero();

      assertThat(texts(topics, Topics.MARKET_TICKS_JSON))
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("\"symbol\":\"X\""));
      assertThat(topics.read(Topics.MARKET_TICKS_JSON).get(0).key()).isEqualTo("X");
      assertThat(out.toString()).contains("2 rows played");
    }
  }

  @Test
  void barsAreOneUploadOfWhichTheFirstPartTellsHowTheOthersAreWritten() throws IOException {
    String bars =
        IntStream.range(0, 24)
            .mapToObj("2026-01-05T%02d:00:00Z,1,2,1,2,5\n"::formatted)
            .collect(Collectors.joining("", "timestamp,open,high,low,close,volume\n", ""));
    try (TestTopics topics = TestStack.shared().topics()) {
      assertThat(replay(topics, bars, "0")).as(out.toString()).isZero();

      List<String> parts = texts(topics, Topics.CSV_UPLOADS);
      assertThat(parts).hasSize(5).allMatch(part -> part.startsWith("timestamp,open"));
      assertThat(parts.stream().mapToLong(part -> part.lines().count() - 1).sorted())
          .containsExactly(1L, 1L, 1L, 1L, 20L);
      assertThat(topics.read(Topics.CSV_UPLOADS).stream().map(record -> record.key()).distinct())
          .hasSize(1);
    }
  }

  @Test
  void atAHundredfoldSpeedWhatTookAHundredSecondsTakesOne() throws IOException {
    String ticks =
        IntStream.rangeClosed(0, 10)
            .mapToObj(i -> "2026-01-05T14:%02d:%02dZ,10,1\n".formatted(i / 6, i * 10 % 60))
            .collect(Collectors.joining("", "time,price,size\n", ""));
    try (TestTopics topics = TestStack.shared().topics()) {
      Instant begun = Instant.now();
      assertThat(replay(topics, ticks, "100", "--symbol", "X")).as(out.toString()).isZero();

      assertThat(Duration.between(begun, Instant.now()))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(100));
      assertThat(texts(topics, Topics.MARKET_TICKS_JSON)).hasSize(11);
    }
  }

  private int replay(TestTopics topics, String content, String speed, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("recording.csv"), content);
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "replay",
                file.toString(),
                "--speed",
                speed,
                "--bootstrap",
                topics.bootstrapServers(),
                "--schema-registry",
                topics.schemaRegistryUrl(),
                "--prefix",
                topics.wire().prefix()));
    arguments.addAll(List.of(more));
    PrintWriter writer = new PrintWriter(out);
    return Foretide.run(writer, writer, arguments.toArray(String[]::new));
  }

  private static List<String> texts(TestTopics topics, Topic<byte[]> topic) {
    return topics.read(topic).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
