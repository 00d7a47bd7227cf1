package io.foretide.embedded.testing;

import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import io.foretide.schemas.VersionProvenance;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionScorecard;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Complete events to start from: a test sets what it is about. */
public final class SampleEvents {
  private SampleEvents() {}

  /** A naive daily version of 28 steps, without artifacts and scores. */
  public static VersionPublished.Builder version(int number) {
    return VersionPublished.newBuilder()
        .setVersion(number)
        .setRun("run-0-" + number)
        .setKind("naive")
        .setFormat("naive/1")
        .setSettings(Map.of())
        .setSeed(1)
        .setStep("P1D")
        .setHorizon(28)
        .setLevels(List.of(0.5))
        .setArtifacts(List.of())
        .setProvenance(
            VersionProvenance.newBuilder()
                .setDatasetDigest("00")
                .setOffsets(List.of())
                .setSeries(1)
                .setObservations(1)
                .setFirstTime(Instant.EPOCH)
                .setCutoff(Instant.EPOCH)
                .setCodeVersion("test")
                .setLibraries(Map.of())
                .setTrainedSeconds(1)
                .build())
        .setScorecard(
            VersionScorecard.newBuilder()
                .setMetrics(Map.of())
                .setBaselineKind("naive")
                .setBaseline(Map.of())
                .setCutoffs(List.of())
                .setWindows(0)
                .build());
  }

  /** One row of a file was taken. */
  public static IngestReceipt.Builder receipt(String upload) {
    return IngestReceipt.newBuilder()
        .setUpload(upload)
        .setFile("sales.csv")
        .setDataset("sales")
        .setStatus(ReceiptStatus.ACCEPTED)
        .setMessage("1 row taken")
        .setParts(1)
        .setRows(1)
        .setAccepted(1)
        .setDuplicate(0)
        .setCorrected(0)
        .setRetracted(0)
        .setRejected(0)
        .setSeries(1)
        .setUploadedAt(Instant.EPOCH)
        .setFinishedAt(Instant.EPOCH);
  }
}
