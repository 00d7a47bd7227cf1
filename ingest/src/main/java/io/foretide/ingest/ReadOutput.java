package io.foretide.ingest;

import io.foretide.schemas.IngestReject;

/** What stage 1 sends on. */
sealed interface ReadOutput {
  /** Grouped rows of the series of one partition. */
  record Batch(int partition, byte[] bytes) implements ReadOutput {}

  /** What reading a part found, to be added up under the record's key. */
  record PartRead(byte[] tally) implements ReadOutput {}

  /** A row or document that is not taken. */
  record Rejected(IngestReject reject) implements ReadOutput {}
}
