package io.foretide.ingest;

import io.foretide.schemas.IngestReject;
import io.foretide.schemas.SeriesBlock;

/** What stage 2 sends on. */
sealed interface MergeOutput {
  /** A block that changed. */
  record Published(SeriesBlock block) implements MergeOutput {}

  /** What became of a batch's rows, to be added up under the record's key. */
  record BatchMerged(byte[] tally) implements MergeOutput {}

  /** A record that is no batch. */
  record Rejected(IngestReject reject) implements MergeOutput {}
}
