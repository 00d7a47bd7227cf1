package io.foretide.ingest;

import io.foretide.schemas.IngestReject;

/** What stage 2 sends on. */
sealed interface MergeOutput {
  /** The branch of the topology that takes it. */
  String branch();

  /** A block that changed, as it is published. */
  record Published(byte[] block) implements MergeOutput {
    static final String BRANCH = "merged-blocks";

    @Override
    public String branch() {
      return BRANCH;
    }
  }

  /** What became of a batch's rows, to be added up under the record's key. */
  record BatchMerged(byte[] tally) implements MergeOutput {
    static final String BRANCH = "merged-batches";

    @Override
    public String branch() {
      return BRANCH;
    }
  }

  /** A record that is no batch. */
  record Rejected(IngestReject reject) implements MergeOutput {
    static final String BRANCH = "merge-rejects";

    @Override
    public String branch() {
      return BRANCH;
    }
  }
}
