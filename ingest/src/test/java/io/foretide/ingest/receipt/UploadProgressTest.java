package io.foretide.ingest.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.schemas.IngestReceipt;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UploadProgressTest {
  private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

  @Test
  void whoSentAFileIsOnItsReceiptWhateverALaterPartSays() {
    UploadProgress progress = new UploadProgress();
    progress.add(Tally.of(part(2, "eve", "")), 0);
    progress.add(Tally.of(part(1, "ada", "u0")), 0);
    progress.add(Tally.of(part(3, "eve", "")), 0);
    IngestReceipt receipt = UploadProgress.fromBytes(progress.toBytes()).receipt(NOW);
    assertThat(receipt.getWho()).isEqualTo("ada");
    assertThat(receipt.getRedriveOf()).isEqualTo("u0");
  }

  @Test
  void whatAnEarlierVersionLeftBehindIsStillRead() {
    // It ended where the two new texts begin; empty, each is one byte long.
    byte[] tally = Tally.of(part(1, "", ""));
    UploadProgress progress = new UploadProgress();
    progress.add(Arrays.copyOf(tally, tally.length - 2), 7);
    byte[] state = progress.toBytes();
    UploadProgress read = UploadProgress.fromBytes(Arrays.copyOf(state, state.length - 2));
    assertThat(read.lastActivity()).isEqualTo(7);
    IngestReceipt receipt = read.receipt(NOW);
    assertThat(receipt.getFile()).isEqualTo("may.csv");
    assertThat(receipt.getWho()).isNull();
    assertThat(receipt.getRedriveOf()).isNull();
  }

  private static PartTally part(int part, String who, String redriveOf) {
    return new PartTally(
        "u1", "may.csv", "sales", part, 3, 0, 0, 0, 0, "", 0, 0, "", "", who, redriveOf);
  }
}
