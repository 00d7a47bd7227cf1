package io.foretide.ingest;

import io.foretide.schemas.IngestReject;

/** What stage 2 sends on. */
sealed interface MergeOutput {
  /** A block that changed, as it is published. */
  record Published(byte[] block) implements MergeOutput {}

  /** What became of a batch's rows, to be added up under the record's key. */
  record BatchMerged(byte[] tally) implements MergeOutput {}

  /** A record that is no batch. */
  record Rejected(IngestReject reject) implements MergeOutput {}
}
