package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.ReceiptStatus;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadInPartsTest {
  private static RunningIngest ingest;

  @BeforeAll
  static void start() {
    ingest = new RunningIngest(Map.of("ingest.parts.timeout.seconds", "8"));
  }

  @AfterAll
  static void stop() {
    ingest.close();
  }

  @Test
  void partsInAnyOrderEndInOneReceipt() {
    part("order", 3, "5", 20);
    part("order", 1, "5", 0);
    part("order", 5, "5", 40);
    part("order", 2, "5", 10);
    part("order", 4, "5", 30);

    IngestReceipt receipt = ingest.receipt("order");

    assertThat(receipt.getParts()).isEqualTo(5);
    assertThat(receipt.getAccepted()).isEqualTo(50);
    assertThat(receipt.getSeries()).isEqualTo(2);
    assertThat(ingest.values("order", "sales")).hasSize(50);
    assertThat(ingest.receipts("order", 1)).hasSize(1);
  }

  @Test
  void theCountOfPartsMayComeWithTheLastOneOnly() {
    part("late-count", 1, "", 0);
    part("late-count", 2, "", 10);
    part("late-count", 3, "3", 20);

    IngestReceipt receipt = ingest.receipt("late-count");

    assertThat(receipt.getParts()).isEqualTo(3);
    assertThat(receipt.getAccepted()).isEqualTo(30);
  }

  @Test
  void aPartSentAgainIsLeftOutEvenAfterTheReceipt() {
    part("again", 1, "2", 0);
    part("again", 1, "2", 0);
    part("again", 2, "2", 10);
    assertThat(ingest.receipt("again").getRows()).isEqualTo(20);
    part("again", 2, "2", 10);
    part("after-again", 1, "1", 0);
    ingest.receipt("after-again");

    assertThat(ingest.receipts("again", 1)).hasSize(1);
    assertThat(ingest.rejects("again")).isEmpty();
  }

  @Test
  void anotherContentUnderTheSamePartNumberIsRejectedAndNotLostInSilence() {
    part("other", 1, "2", 0);
    part("other", 1, "2", 5);
    part("other", 2, "2", 10);
    assertThat(ingest.receipt("other").getRows()).isEqualTo(20);

    assertThat(ingest.rejects("other"))
        .extracting(IngestReject::getCode)
        .containsExactly("FT-1151");
  }

  @Test
  void anUploadWhosePartsNeverComeIsGivenUpWithACodeAndWhatCameIsKept() {
    part("missing", 1, "3", 0);
    part("missing", 3, "3", 20);

    IngestReceipt receipt = ingest.receipt("missing");

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.ACCEPTED);
    assertThat(receipt.getCode()).isEqualTo("FT-1152");
    assertThat(receipt.getMessage()).contains("1 of 3 parts never came");
    assertThat(receipt.getAccepted()).isEqualTo(20);
    assertThat(ingest.values("missing", "sales")).hasSize(20);
  }

  @Test
  void theReceiptOfAnUploadThatIsGivenUpSaysWhichPartsWereRefusedAndWhy() {
    part("half-missing", 1, "3", 0);
    ingest.push(
        "half-missing", "colour\nred\n", "dataset", "half-missing", "part", "2", "parts", "3");

    IngestReceipt receipt = ingest.receipt("half-missing");

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.ACCEPTED);
    assertThat(receipt.getCode()).isEqualTo("FT-1152");
    assertThat(receipt.getAccepted()).isEqualTo(10);
    assertThat(receipt.getMessage())
        .contains("1 of 3 parts never came", "10 new", "Refused: 1 of 2 parts. FT-11");
  }

  @Test
  void aPartNumberThatIsNoneIsRefused() {
    ingest.push("no-part", "date,product_id,sales\n2024-01-01,P1,5\n", "part", "7", "parts", "2");

    IngestReceipt receipt = ingest.receipt("no-part");

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.REFUSED);
    assertThat(receipt.getCode()).isEqualTo("FT-1150");
  }

  @Test
  void partsAreReadAsTheFirstIsWritten() {
    ingest.push(
        "dialect",
        "date,product_id,sales\n31/01/2024,P1,1\n",
        "dataset",
        "dialect",
        "part",
        "1",
        "parts",
        "2");
    // By itself this part could be the second of January or the first of February.
    ingest.push(
        "dialect",
        "date,product_id,sales\n01/02/2024,P1,2\n",
        "dataset",
        "dialect",
        "part",
        "2",
        "parts",
        "2");

    assertThat(ingest.receipt("dialect").getAccepted()).isEqualTo(2);
    assertThat(ingest.values("dialect", "sales"))
        .containsOnlyKeys("P1@2024-01-31", "P1@2024-02-01");
  }

  private static void part(String upload, int part, String parts, int from) {
    StringBuilder csv = new StringBuilder("date,product_id,sales\n");
    for (int i = from; i < from + 10; i++) {
      csv.append(LocalDate.of(2024, 1, 1).plusDays(i)).append(",P").append(i % 2);
      csv.append(',').append(i).append('\n');
    }
    ingest.push(
        upload, csv.toString(), "dataset", upload, "part", Integer.toString(part), "parts", parts);
  }
}
