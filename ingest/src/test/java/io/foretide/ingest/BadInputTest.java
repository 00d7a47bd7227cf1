package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, it is answered, and what stands behind it is taken. */
class BadInputTest {
  private static final String GOOD = "date,product_id,sales\n2024-01-01,P1,5\n2024-01-02,P1,6\n";

  private static RunningIngest ingest;

  @BeforeAll
  static void start() {
    ingest = new RunningIngest(Map.of());
  }

  @AfterAll
  static void stop() {
    ingest.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\n",
        "date,product_id,sales\n",
        "To be, or not to be, that is the question:\nWhether 'tis nobler in the mind",
        "{\"date\": \"2024-01-01\", \"sales\": 5}",
        "<html><body>Not found</body></html>",
        "\0\0\0\1\2\3\4\5\6\7",
        "PK\3\4zzzz\0\0\0"
      })
  void whatIsNoCsvIsRefusedWithACodeAndWhatToDo(String content) {
    String upload = "bad-" + Integer.toHexString(content.hashCode());
    ingest.push(upload, content, "dataset", upload);
    assertRefused(upload);
  }

  @Test
  void anArchiveIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("sales.csv"));
      zip.write(GOOD.repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    ingest.push("archive", bytes.toByteArray(), "filename", "sales.csv");
    assertRefused("archive");
  }

  @Test
  void avroOnTheUploadsTopicIsRefused() {
    byte[] avro = {0, 0, 0, 0, 7, 12, 's', 'a', 'l', 'e', 's', '/', 2, 4, 0, 0, 0, 0, 0, 20, 64};
    ingest.push("avro", avro);
    assertRefused("avro");
  }

  @Test
  void aRecordWithoutValueIsRefused() {
    ingest.topics.produce(Topics.CSV_UPLOADS, null, "nothing", null, Map.of());
    assertRefused("nothing");
  }

  @Test
  void aLineOfFiveMegabytesIsRejectedAndTheOthersAreTaken() {
    String line = "2024-01-03,P1," + "9".repeat(5 << 20) + "\n";
    ingest.push("long-line", GOOD + line + "2024-01-04,P1,7\n", "dataset", "longline");

    IngestReceipt receipt = ingest.receipt("long-line");

    assertThat(receipt.getAccepted()).isEqualTo(3);
    List<IngestReject> rejects = ingest.rejects("long-line");
    assertThat(rejects).hasSize(1);
    assertThat(rejects.get(0).getLine()).isEqualTo(4);
    assertThat(rejects.get(0).getRaw()).hasSizeLessThanOrEqualTo(1000);
  }

  @Test
  void aFormulaIsTextAndAPathIsCutToItsLastName() {
    ingest.push(
        "formula",
        "date,product_id,sales,note\n2024-01-01,P1,5,\"=HYPERLINK(\"\"x\"\")\"\n2024-01-02,P1,=1+1,\n",
        "dataset",
        "formula",
        "filename",
        "../../etc/passwd");

    IngestReceipt receipt = ingest.receipt("formula");

    assertThat(receipt.getFile()).isEqualTo("passwd");
    assertThat(receipt.getAccepted()).isEqualTo(1);
    assertThat(ingest.rejects("formula")).extracting(IngestReject::getLine).containsExactly(3);
    assertThat(
            ingest.blocks("formula").values().iterator().next().getAttributes().get(0).getValue())
        .isEqualTo("=HYPERLINK(\"x\")");
  }

  @Test
  void nulBytesSpoilTheirRowOnly() {
    ingest.push("nul", GOOD + "2024-01-03,P\0001,7\n2024-01-04,P1,8\n", "dataset", "nul");

    IngestReceipt receipt = ingest.receipt("nul");

    assertThat(receipt.getRows()).isEqualTo(4);
    assertThat(receipt.getAccepted() + receipt.getRejected()).isEqualTo(4);
    assertThat(ingest.values("nul", "sales")).containsEntry("P1@2024-01-04", 8.0);
  }

  @Test
  void aDataSetNameThatIsNoneIsRefused() {
    ingest.push("dataset", GOOD, "dataset", "../x#y");
    assertThat(assertRefused("dataset").getCode()).isEqualTo("FT-1154");
  }

  @Test
  void rubbishOnAnInternalTopicStopsNothing() {
    String internal = ingest.topics.wire().prefix() + "foretide-ingest-batches-repartition";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", ingest.topics.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(internal, 0, null, new byte[] {9, 9, 9}));
      producer.send(new ProducerRecord<>(internal, 0, new byte[] {1}, new byte[] {1, 9, 9}));
      producer.flush();
    }
    ingest.push("behind-rubbish", GOOD, "dataset", "behind");

    assertThat(ingest.receipt("behind-rubbish").getAccepted()).isEqualTo(2);
  }

  /** Refused with one receipt and one reject, and an upload behind it is taken. */
  private static IngestReceipt assertRefused(String upload) {
    IngestReceipt receipt = ingest.receipt(upload);
    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.REFUSED);
    assertThat(receipt.getCode()).matches("FT-11\\d\\d").isNotEqualTo("FT-1153");
    assertThat(receipt.getMessage()).contains(receipt.getCode()).endsWith(".");
    String behind = upload + "-behind";
    ingest.push(behind, GOOD, "dataset", behind);
    assertThat(ingest.receipt(behind).getAccepted()).isEqualTo(2);
    assertThat(ingest.receipts(upload, 1)).hasSize(1);
    assertThat(ingest.rejects(upload))
        .singleElement()
        .satisfies(reject -> assertThat(reject.getLine()).isZero());
    return receipt;
  }
}
