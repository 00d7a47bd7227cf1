package io.foretide.ingest;

/** Grouped rows of the series of one partition, as {@code RowGroups} writes them. */
final class PartitionedBatch {
  private final int partition;
  private final byte[] bytes;

  /** Takes the bytes as its own. */
  PartitionedBatch(int partition, byte[] bytes) {
    this.partition = partition;
    this.bytes = bytes;
  }

  int partition() {
    return partition;
  }

  byte[] bytes() {
    return bytes;
  }
}
