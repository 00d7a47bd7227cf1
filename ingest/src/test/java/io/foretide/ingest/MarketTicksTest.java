package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.market.Market;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Tick;
import io.foretide.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From {@code market.ticks} to {@code series.blocks}, on a real broker. */
class MarketTicksTest {
  private static final Instant BEGIN = Instant.parse("2026-03-02T14:30:00Z");
  private static final double TEN_YEARS = 3_650 * 86_400.0;
  private static RunningIngest ingest;

  @BeforeAll
  static void start() {
    ingest =
        new RunningIngest(
            Map.of(
                "market.bars", "1m,5m,1h,1d",
                "market.grace.seconds", "2",
                "market.symbols", "ANY,TWICE,JSON,STRAY,MIXED,QUIET,BAD",
                "market.exchanges", "xetra",
                "market.exchange.xetra.symbols", "SAP",
                "market.exchange.xetra.zone", "Europe/Berlin",
                "market.exchange.xetra.session", "09:00-17:30"));
  }

  @AfterAll
  static void stop() {
    ingest.close();
  }

  @Test
  void ticksBecomeBarsOfEveryLengthThatHasEnded() {
    send("ANY", 1, 100, 10, "1");
    send("ANY", 30, 104, 5, "2");
    send("ANY", 59, 102, 1, "3");
    send("ANY", 86_400, 103, 1, "4");

    assertThat(awaitBars("ANY", 4).values()).containsOnly("100.0 104.0 100.0 102.0 16.0");
    assertThat(bars("ANY").keySet())
        .containsExactlyInAnyOrder(
            "1m 2026-03-02T14:30:00Z",
            "5m 2026-03-02T14:30:00Z",
            "1h 2026-03-02T14:00:00Z",
            "1d 2026-03-02T00:00:00Z");
  }

  @Test
  void theSameTradeTwiceCountsOnce() {
    for (int i = 0; i < 2; i++) {
      send("TWICE", 1, 100, 10, "1");
      send("TWICE", 2, 101, 1, "2");
    }
    send("TWICE", 60, 100, 1, "3");

    assertThat(awaitBars("TWICE", 1)).containsEntry("1m " + BEGIN, "100.0 101.0 100.0 101.0 11.0");
  }

  @Test
  void linesOfJsonAreTicksToo() {
    String lines =
        """
        {"symbol":"JSON","time":"2026-03-02T14:30:01Z","price":50,"size":2}
        {"symbol":"JSON","time":"2026-03-02T14:30:02Z","price":"51.5","size":1}
        {"time":"nonsense"}
        {"symbol":"JSON","time":"2026-03-02T14:31:00Z","price":50,"size":1}
        """;
    ingest.topics.produce(Topics.MARKET_TICKS_JSON, null, bytes(lines));

    assertThat(awaitBars("JSON", 1)).containsEntry("1m " + BEGIN, "50.0 51.5 50.0 51.5 3.0");
    assertThat(awaitReject("FT-1238").getLine()).isEqualTo(3);
  }

  @Test
  void aTickOnAnotherPartitionThanItsSymbolsFindsItsWay() {
    int home = Market.partition("STRAY", 4);
    ingest.topics.produce(
        Topics.MARKET_TICKS, (home + 1) % 4, "STRAY", tick(1, 10, 1, "1"), Map.of());
    ingest.topics.produce(Topics.MARKET_TICKS, home, "STRAY", tick(2, 11, 1, "2"), Map.of());
    Awaitility.await()
        .until(
            () ->
                ingest
                        .metrics
                        .get("foretide.ingest.ticks")
                        .tag("fate", "accepted")
                        .counter()
                        .count()
                    >= 2);
    ingest.topics.produce(
        Topics.MARKET_TICKS, (home + 2) % 4, "STRAY", tick(60, 10, 1, "3"), Map.of());

    assertThat(awaitBars("STRAY", 1)).containsEntry("1m " + BEGIN, "10.0 11.0 10.0 11.0 2.0");
  }

  @Test
  void barsOfAFileAndBarsOfTicksShareASeries() {
    String csv =
        "timestamp,symbol,open,high,low,close,volume\n"
            + IntStream.range(0, 30)
                .mapToObj(m -> BEGIN.plusSeconds(60 * (m - 30)) + ",MIXED,1,3,1,2,100\n")
                .reduce("", String::concat);
    ingest.push("mixed.csv", csv);
    assertThat(ingest.receipt("mixed.csv").getDataset()).isEqualTo("market");
    send("MIXED", 1, 2, 5, "1");
    send("MIXED", 61, 3, 5, "2");

    Map<String, String> bars = awaitBars("MIXED", 31);
    assertThat(bars)
        .hasSize(31)
        .containsEntry("1m 2026-03-02T14:29:00Z", "1.0 3.0 1.0 2.0 100.0")
        .containsEntry("1m " + BEGIN, "2.0 2.0 2.0 2.0 5.0");
  }

  @Test
  void aSymbolThatStopsTradingIsClosedByTheWallClock() {
    send("QUIET", 57, 7, 1, "1");

    assertThat(awaitBars("QUIET", 1)).containsKey("1m " + BEGIN);
  }

  @Test
  void aSymbolIsTradedInTheHoursOfItsOwnExchange() {
    send("SAP", 1, 200, 1, "1");
    send("SAP", 7_200 - 1, 201, 1, "2");
    send("SAP", 7_200, 202, 1, "at half past five in Berlin");
    send("SAP", 86_400, 203, 1, "3");

    assertThat(awaitReject("FT-1237").getRaw()).contains("2026-03-02T16:30:00Z");
    assertThat(awaitBars("SAP", 7))
        .containsEntry("1d 2026-03-02T00:00:00Z", "200.0 201.0 200.0 201.0 2.0")
        .containsEntry("1h 2026-03-02T16:00:00Z", "201.0 201.0 201.0 201.0 1.0");
  }

  @Test
  void badTicksAreRejectedEachWithItsReasonAndTheBarIsRight() {
    for (int i = 1; i < 6; i++) {
      send("BAD", i, 100, 1, "ok" + i);
    }
    send("BAD", 6, 0, 1, "zero");
    send("BAD", 7, -100, 1, "below zero");
    send("BAD", 8, Double.NaN, 1, "nan");
    send("BAD", 9, 1_000, 1, "a nought too many");
    send("BAD", 10, 10, 1, "a nought too few");
    send("BAD", 11, 100, -1, "a size below zero");
    send("BAD", TEN_YEARS, 100, 1, "ahead of the log");
    send("BAD", -6 * TEN_YEARS, 100, 1, "before 1970");
    send("BAD", 60, 100, 1, "next");
    send("BAD", 30, 100, 1, "late");
    send("UNKNOWN", 8, 1, 1, "who");
    ingest.topics.produce(Topics.MARKET_TICKS, null, tick(1, 1, 1, "keyless"));

    assertThat(awaitBars("BAD", 1)).containsEntry("1m " + BEGIN, "100.0 100.0 100.0 100.0 5.0");
    for (String code : List.of("FT-1236", "FT-1239")) {
      assertThat(awaitReject(code).getReason()).isNotBlank();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(codesOf("BAD"))
                    .containsExactlyInAnyOrder(
                        "FT-1231 0.0 x 1.0",
                        "FT-1231 -100.0 x 1.0",
                        "FT-1231 NaN x 1.0",
                        "FT-1235 1000.0 x 1.0",
                        "FT-1235 10.0 x 1.0",
                        "FT-1232 100.0 x -1.0",
                        "FT-1233 100.0 x 1.0",
                        "FT-1233 100.0 x 1.0",
                        "FT-1234 100.0 x 1.0"));
  }

  /** Code, price and size of what was rejected of a symbol. */
  private static List<String> codesOf(String symbol) {
    return ingest.topics.read(Topics.INGEST_REJECTS).stream()
        .map(ConsumerRecord::value)
        .filter(reject -> reject.getFile().equals(symbol))
        .map(reject -> reject.getCode() + reject.getRaw().substring(reject.getRaw().indexOf(' ')))
        .toList();
  }

  private static void send(String symbol, double second, double price, double size, String id) {
    ingest.topics.produce(Topics.MARKET_TICKS, symbol, tick(second, price, size, id));
  }

  private static Tick tick(double second, double price, double size, String id) {
    return new Tick(BEGIN.plusMillis((long) (second * 1_000)), price, size, id, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static IngestReject awaitReject(String code) {
    return ingest
        .topics
        .await(
            Topics.INGEST_REJECTS,
            all -> all.stream().anyMatch(r -> r.value().getCode().equals(code)),
            Duration.ofSeconds(30))
        .stream()
        .map(ConsumerRecord::value)
        .filter(r -> r.getCode().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> awaitBars(String symbol, int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> bars(symbol), bars -> bars.size() >= count);
  }

  /** Open, high, low, close and volume by length and begin. */
  private static Map<String, String> bars(String symbol) {
    Map<String, String> bars = new TreeMap<>();
    for (SeriesBlock block : ingest.blocks("market").values()) {
      if (!block.getIdentity().get(0).equals(symbol)) {
        continue;
      }
      assertThat(block.getIdentityColumns()).containsExactly("symbol", "bar");
      long step = io.foretide.models.series.Step.parse(block.getStep()).seconds();
      Map<String, List<Double>> columns = new TreeMap<>();
      for (BlockColumn column : block.getColumns()) {
        columns.put(column.getName(), column.getValues());
      }
      for (int slot = 0; slot < 64; slot++) {
        if (!Double.isNaN(columns.get("close").get(slot))) {
          int at = slot;
          Instant begin = Instant.ofEpochSecond((block.getBlock() * 64 + slot) * step);
          String values =
              String.join(
                  " ",
                  List.of("open", "high", "low", "close", "volume").stream()
                      .map(name -> columns.get(name).get(at).toString())
                      .toList());
          bars.put(block.getIdentity().get(1) + " " + begin, values);
        }
      }
    }
    return bars;
  }
}
