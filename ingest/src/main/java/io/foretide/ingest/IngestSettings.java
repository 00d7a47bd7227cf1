package io.foretide.ingest;

import java.time.Duration;

/**
 * @param partitions partitions of {@code series.blocks}
 * @param partsTimeout how long an upload waits for its next part before it is given up
 */
record IngestSettings(int partitions, Duration partsTimeout) {
  IngestSettings {
    if (partitions < 1 || partsTimeout.toMillis() < 4) {
      throw new IllegalArgumentException(partitions + " partitions, timeout " + partsTimeout);
    }
  }
}
