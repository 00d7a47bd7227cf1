package io.foretide.ingest;

import io.foretide.ingest.upload.Upload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Documents to batches, as stage 1 does it. */
public final class Batches {
  private Batches() {}

  /** The batches of a document that stands on {@code csv.uploads} at the given place. */
  public static List<byte[]> of(
      String csv, long timestamp, int partition, long offset, int partitions) {
    Upload upload =
        Upload.of(
            ("u" + offset).getBytes(StandardCharsets.UTF_8),
            new RecordHeaders(),
            timestamp,
            partition,
            offset);
    DocumentReading reading =
        DocumentReading.of(
            upload,
            csv.getBytes(StandardCharsets.UTF_8),
            Optional.empty(),
            reject -> {
              throw new AssertionError(reject);
            });
    if (!reading.code().isEmpty()) {
      throw new AssertionError(reading.message());
    }
    List<byte[]> batches = new ArrayList<>();
    reading
        .groups()
        .orElseThrow()
        .forEachBatch(partitions, SeriesNames::home, (p, bytes) -> batches.add(bytes));
    return batches;
  }
}
