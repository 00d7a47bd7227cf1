package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IngestServiceTest {
  private static RunningIngest ingest;

  @BeforeAll
  static void start() {
    ingest = new RunningIngest(Map.of());
  }

  @AfterAll
  static void stop() {
    ingest.close();
  }

  @Test
  void aFilePushedWithNothingButItsBytesBecomesBlocksAndOneReceipt() {
    var at =
        ingest.topics.produce(
            Topics.CSV_UPLOADS, null, "date,product_id,sales\n2024-01-01,P1,5\n".getBytes());

    IngestReceipt receipt = ingest.receipt("upload-" + at.partition() + "-" + at.offset());

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.ACCEPTED);
    assertThat(receipt.getDataset()).isEqualTo("sales");
    assertThat(receipt.getAccepted()).isEqualTo(1);
    assertThat(ingest.values("sales", "sales")).containsEntry("P1@2024-01-01", 5.0);
  }

  @Test
  void theSameFileTwiceChangesNothing() {
    String csv = days("P1", 100, 0);
    ingest.push("twice-1", csv, "dataset", "twice");
    ingest.receipt("twice-1");
    List<SeriesBlock> before = ingest.revisions("twice");

    ingest.push("twice-2", csv, "dataset", "twice");
    IngestReceipt second = ingest.receipt("twice-2");

    assertThat(second.getDuplicate()).isEqualTo(100);
    assertThat(second.getAccepted() + second.getCorrected()).isZero();
    assertThat(ingest.revisions("twice")).isEqualTo(before);
  }

  @Test
  void aCorrectedDayChangesOneBlock() {
    String csv = days("P1", 200, 0);
    ingest.push("day-1", csv, "dataset", "day");
    ingest.receipt("day-1");
    Map<String, SeriesBlock> before = ingest.blocks("day");

    ingest.push("day-2", csv.replace("2024-03-05,P1,64", "2024-03-05,P1,7"), "dataset", "day");
    IngestReceipt second = ingest.receipt("day-2");

    assertThat(second.getCorrected()).isEqualTo(1);
    assertThat(second.getDuplicate()).isEqualTo(199);
    Map<String, SeriesBlock> after = ingest.blocks("day");
    assertThat(after.keySet()).isEqualTo(before.keySet());
    List<String> changed =
        after.keySet().stream().filter(key -> !after.get(key).equals(before.get(key))).toList();
    assertThat(changed).hasSize(1);
    assertThat(after.get(changed.get(0)).getRevision()).isEqualTo(2);
    assertThat(ingest.values("day", "sales")).containsEntry("P1@2024-03-05", 7.0).hasSize(200);
  }

  @Test
  void ofTwoConflictingRowsTheLaterWinsAndSaysWhereItCameFrom() {
    ingest.push(
        "conflict",
        "date,product_id,sales\n2024-01-01,P1,5\n2024-01-02,P1,6\n2024-01-01,P1,9\n",
        "dataset",
        "conflict",
        "filename",
        "/home/someone/week 1.csv",
        "who",
        "ada");

    IngestReceipt receipt = ingest.receipt("conflict");

    assertThat(receipt.getFile()).isEqualTo("week 1.csv");
    assertThat(receipt.getWho()).isEqualTo("ada");
    assertThat(receipt.getAccepted()).isEqualTo(2);
    assertThat(receipt.getCorrected()).isEqualTo(1);
    assertThat(ingest.values("conflict", "sales"))
        .containsEntry("P1@2024-01-01", 9.0)
        .containsEntry("P1@2024-01-02", 6.0);
    SeriesBlock block = ingest.blocks("conflict").values().iterator().next();
    int slot = (int) Math.floorMod(LocalDate.of(2024, 1, 1).toEpochDay(), 64L);
    assertThat(block.getSlotLines().get(slot)).isEqualTo(4);
    assertThat(block.getStamps().get(block.getSlotStamps().get(slot)).getFile())
        .isEqualTo("week 1.csv");
  }

  /** The broker deletes by a record's stamp; by a stamp of 2001 it would not wait for a reader. */
  @Test
  void aProducersWrongClockNeitherLosesItsUploadNorLetsItWinForEver() {
    Instant begin = Instant.now().minusSeconds(60);
    for (String year : List.of("2001", "2101")) {
      ingest.topics.produceAt(
          Instant.parse(year + "-01-01T00:00:00Z"),
          Topics.CSV_UPLOADS,
          "clock",
          ("date,product_id,sales\n2024-01-01,P1," + year + "\n").getBytes(StandardCharsets.UTF_8),
          Map.of("dataset", "clock"));
    }
    ingest.receipts("clock", 2);
    ingest.push("clock-now", "date,product_id,sales\n2024-01-01,P1,7\n", "dataset", "clock");
    ingest.receipt("clock-now");

    assertThat(ingest.values("clock", "sales")).containsOnly(Map.entry("P1@2024-01-01", 7.0));
    assertThat(ingest.topics.read(Topics.CSV_UPLOADS))
        .filteredOn(upload -> "clock".equals(upload.key()))
        .extracting(upload -> Instant.ofEpochMilli(upload.timestamp()))
        .hasSize(2)
        .allSatisfy(stamp -> assertThat(stamp).isBetween(begin, begin.plusSeconds(600)));
  }

  @Test
  void aRetractionEmptiesItsSlotAndAnOlderWriteDoesNotFillItAgain() {
    ingest.push("retract-1", days("P1", 3, 0), "dataset", "retract");
    ingest.receipt("retract-1");
    ingest.push(
        "retract-2",
        "date,product_id,sales,op\n2024-01-02,P1,,delete\n2024-01-03,P1,8,\n",
        "dataset",
        "retract");

    IngestReceipt receipt = ingest.receipt("retract-2");

    assertThat(receipt.getRetracted()).isEqualTo(1);
    assertThat(receipt.getCorrected()).isEqualTo(1);
    assertThat(ingest.values("retract", "sales"))
        .containsOnly(Map.entry("P1@2024-01-01", 0.0), Map.entry("P1@2024-01-03", 8.0));
  }

  @Test
  void badRowsAreRejectedWithTheirPlaceAndTheRestGoesOn() {
    ingest.push(
        "bad-rows",
        "date,product_id,sales\n2024-01-01,P1,5\n2024-13-01,P1,5\n2024-01-03,P1,many\n",
        "dataset",
        "badrows");

    IngestReceipt receipt = ingest.receipt("bad-rows");

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.ACCEPTED);
    assertThat(receipt.getRows()).isEqualTo(3);
    assertThat(receipt.getRejected()).isEqualTo(2);
    assertThat(ingest.rejects("bad-rows"))
        .extracting(r -> r.getLine() + " " + r.getColumn() + " " + r.getCode())
        .containsExactly("3 date FT-1203", "4 sales FT-1208");
  }

  @Test
  void aRefusedDocumentGetsOneReceiptThatSaysWhyAndOneReject() {
    ingest.push("refused", "date,product_id,colour\n2024-01-01,P1,red\n");

    IngestReceipt receipt = ingest.receipt("refused");

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.REFUSED);
    assertThat(receipt.getCode()).isEqualTo("FT-1108");
    assertThat(receipt.getMessage()).startsWith("FT-1108 refused:");
    assertThat(ingest.rejects("refused")).hasSize(1);
  }

  private static String days(String product, int count, int from) {
    StringBuilder csv = new StringBuilder("date,product_id,sales\n");
    for (int i = from; i < from + count; i++) {
      csv.append(LocalDate.of(2024, 1, 1).plusDays(i))
          .append(',')
          .append(product)
          .append(',')
          .append(i)
          .append('\n');
    }
    return csv.toString();
  }
}
