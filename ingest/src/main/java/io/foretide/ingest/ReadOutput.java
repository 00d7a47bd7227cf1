package io.foretide.ingest;

import io.foretide.schemas.IngestReject;

/** What stage 1 sends on. */
sealed interface ReadOutput {
  /** The branch of the topology that takes it. */
  String branch();

  /** Grouped rows of the series of one partition. */
  record Batch(int partition, byte[] bytes) implements ReadOutput {
    static final String BRANCH = "read-batches";

    @Override
    public String branch() {
      return BRANCH;
    }
  }

  /** What reading a part found, to be added up under the record's key. */
  record PartRead(byte[] tally) implements ReadOutput {
    static final String BRANCH = "read-parts";

    @Override
    public String branch() {
      return BRANCH;
    }
  }

  /** A row or document that is not taken. */
  record Rejected(IngestReject reject) implements ReadOutput {
    static final String BRANCH = "read-rejects";

    @Override
    public String branch() {
      return BRANCH;
    }
  }
}
