package io.foretide.ingest;

import io.foretide.ingest.market.Fate;

/** Fates of ticks, counted here first: a metric that threads share costs more than a tick. */
final class FateTally {
  private static final Fate[] FATES = Fate.values();

  private final int[] counts = new int[FATES.length];

  void count(Fate fate) {
    counts[fate.ordinal()]++;
  }

  /** Adds what was counted to the metrics, and begins anew. */
  void tell(IngestMetrics metrics) {
    for (Fate fate : FATES) {
      int count = counts[fate.ordinal()];
      if (count > 0) {
        metrics.ticks(fate, count);
        counts[fate.ordinal()] = 0;
      }
    }
  }
}
