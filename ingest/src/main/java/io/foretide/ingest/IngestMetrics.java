package io.foretide.ingest;

import io.foretide.ingest.market.Fate;
import io.foretide.ingest.merge.Outcomes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What ingest counts. A batch that is processed again after a failure is counted again: these are
 * counts of work, the receipts are the books.
 */
final class IngestMetrics {
  private final Counter accepted;
  private final Counter duplicate;
  private final Counter corrected;
  private final Counter retracted;
  private final Counter planned;
  private final Counter rejected;
  private final Counter blocks;
  private final Map<Fate, Counter> ticks = new EnumMap<>(Fate.class);
  private final Counter bars;
  private final Counter acceptedUploads;
  private final Counter refusedUploads;

  IngestMetrics(MeterRegistry registry) {
    accepted = rows(registry, "accepted");
    duplicate = rows(registry, "duplicate");
    corrected = rows(registry, "corrected");
    retracted = rows(registry, "retracted");
    planned = rows(registry, "planned");
    rejected = rows(registry, "rejected");
    blocks =
        Counter.builder("foretide.ingest.blocks")
            .description("Revisions of blocks published")
            .register(registry);
    for (Fate fate : Fate.values()) {
      ticks.put(
          fate,
          Counter.builder("foretide.ingest.ticks")
              .description("Ticks by what became of them")
              .tag("fate", fate.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    bars =
        Counter.builder("foretide.ingest.bars")
            .description("Closed bars and revisions of them")
            .register(registry);
    acceptedUploads = uploads(registry, "accepted");
    refusedUploads = uploads(registry, "refused");
  }

  void merged(Outcomes outcomes) {
    accepted.increment(outcomes.accepted());
    duplicate.increment(outcomes.duplicate());
    corrected.increment(outcomes.corrected());
    retracted.increment(outcomes.retracted());
    planned.increment(outcomes.planned());
  }

  void rejected() {
    rejected.increment();
  }

  void ticks(Fate fate, int count) {
    ticks.get(fate).increment(count);
  }

  void bars(int count) {
    bars.increment(count);
  }

  void published() {
    blocks.increment();
  }

  void finished(boolean refused) {
    (refused ? refusedUploads : acceptedUploads).increment();
  }

  private static Counter rows(MeterRegistry registry, String outcome) {
    return Counter.builder("foretide.ingest.rows")
        .description("Rows by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Counter uploads(MeterRegistry registry, String status) {
    return Counter.builder("foretide.ingest.uploads")
        .description("Uploads by how they ended")
        .tag("status", status)
        .register(registry);
  }
}
