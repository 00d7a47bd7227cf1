package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.ingest.csv.Reject;
import io.foretide.ingest.merge.BatchReader;
import io.foretide.ingest.merge.Block;
import io.foretide.ingest.merge.Outcomes;
import io.foretide.ingest.merge.RowGroups;
import io.foretide.ingest.upload.Upload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Bars as others write them, real files where there are some. */
class OhlcvFilesTest {
  private static final Path DATA = Path.of(System.getProperty("foretide.shared", ""), "data");

  private final List<Reject> rejects = new ArrayList<>();

  @Test
  void barsOfTwelveSymbolsAreTakenAsTheyAre() throws IOException {
    DocumentReading reading = read("ohlcv_daily/all_ohlcv_to_2025.csv");

    assertThat(rejects).isEmpty();
    assertThat(reading.groups().orElseThrow().rows()).isEqualTo(14_093);
    assertThat(identities(reading)).hasSize(12).contains("AAPL/1d", "BTC-USD/1d");
  }

  @Test
  void aFileWithoutSymbolsIsOfTheSymbolInItsName() throws IOException {
    DocumentReading reading = read("btcusdt_1h/BTCUSDT_1h_to_2024-06.csv");

    assertThat(rejects).isEmpty();
    assertThat(reading.groups().orElseThrow().rows()).isEqualTo(13_127);
    assertThat(identities(reading)).containsExactly("BTCUSDT/1h");
  }

  @Test
  void barsAreMarketUnlessTheUploadSaysOtherwise() {
    byte[] bars = bytes("date,ticker,Open,High,Low,Close,Volume\n2026-01-05,X,1,2,0.5,1.5,10\n");

    assertThat(read(bars, "x.csv", Optional.empty()).groups().orElseThrow().dataset())
        .isEqualTo("market");
    assertThat(read(bars, "x.csv", Optional.of("mine")).groups().orElseThrow().dataset())
        .isEqualTo("mine");
    assertThat(rejects).isEmpty();
  }

  @Test
  void whatIsSaidOfSymbolsIsADataSetOfItsOwnThatMeetsTheirBars() {
    byte[] said = bytes("time,symbol,sentiment,posts\n2026-01-05T14:00:00Z,X,-0.3,12\n");
    RowGroups groups = read(said, "said.csv", Optional.empty()).groups().orElseThrow();

    assertThat(rejects).isEmpty();
    assertThat(groups.dataset()).isEqualTo("sentiment");
    assertThat(SeriesNames.home("sentiment", List.of("X"), 64))
        .isEqualTo(SeriesNames.home("market", List.of("X", "1d"), 64));
  }

  private DocumentReading read(String file) throws IOException {
    Path path = DATA.resolve(file);
    Assumptions.assumeTrue(Files.isRegularFile(path), () -> "no shared data: " + file);
    return read(Files.readAllBytes(path), path.getFileName().toString(), Optional.empty());
  }

  private DocumentReading read(byte[] content, String file, Optional<String> dataset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("filename", bytes(file));
    dataset.ifPresent(name -> headers.add("dataset", bytes(name)));
    long now = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
    Upload upload = Upload.of(null, headers, now, 0, 0);
    return DocumentReading.of(upload, content, Optional.empty(), rejects::add);
  }

  private static TreeSet<String> identities(DocumentReading reading) {
    TreeSet<String> identities = new TreeSet<>();
    reading
        .groups()
        .orElseThrow()
        .forEachBatch(
            4,
            SeriesNames::home,
            (partition, bytes) -> {
              BatchReader batch = new BatchReader(bytes);
              assertThat(batch.header().target()).isEqualTo("close");
              assertThat(batch.header().identityColumns()).endsWith("bar");
              while (batch.hasSeries()) {
                identities.add(String.join("/", batch.nextSeries()));
                for (int i = batch.fragments(); i > 0; i--) {
                  batch.nextFragment();
                  new Block().merge(batch, new Outcomes());
                }
              }
            });
    return identities;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
