package io.foretide.ingest;

import io.foretide.ingest.market.MarketSettings;
import java.time.Duration;

/**
 * @param partitions partitions of {@code series.blocks}
 * @param partsTimeout how long an upload waits for its next part before it is given up
 * @param market how ticks become bars
 */
record IngestSettings(int partitions, Duration partsTimeout, MarketSettings market) {
  IngestSettings {
    if (partitions < 1 || partsTimeout.toMillis() < 4) {
      throw new IllegalArgumentException(partitions + " partitions, timeout " + partsTimeout);
    }
  }
}
