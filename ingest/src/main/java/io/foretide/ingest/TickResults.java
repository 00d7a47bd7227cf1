package io.foretide.ingest;

import io.foretide.ingest.market.BarLength;
import io.foretide.ingest.market.Fate;
import io.foretide.ingest.market.Market;
import io.foretide.ingest.market.Tick;
import io.foretide.ingest.merge.BatchHeader;
import io.foretide.ingest.merge.BatchReader;
import io.foretide.ingest.merge.SingleRow;
import io.foretide.ingest.merge.WriteStamp;
import io.foretide.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Closed bars and rejects, gathered while ticks are folded and told once the bundle is done. They
 * are rare, and told from within the folding they would be compiled with it, over and over, which
 * takes longer than the folding itself; and bars of one block are published as one revision of it.
 */
final class TickResults {
  private final ProcessorContext<String, Object> context;
  private final TickStage.Ways ways;
  private final BlockMerger blocks;
  private final IngestMetrics metrics;
  private final BarCommits commits;
  private final List<Bar> bars = new ArrayList<>();
  private final List<Runnable> rejects = new ArrayList<>();

  private static final class Bar {
    private final String symbol;
    private final BarLength length;
    private final long slot;
    private final double[] values;
    private final long stamp;
    private final long taken;
    private final long logged;

    Bar(StoredSymbol from, BarLength length, long slot, double[] values, long logged) {
      this.symbol = from.name();
      this.length = length;
      this.slot = slot;
      this.values = values;
      this.stamp = from.bars().stamp();
      this.taken = from.bars().taken();
      this.logged = logged;
    }
  }

  TickResults(
      ProcessorContext<String, Object> context,
      TickStage.Ways ways,
      BlockMerger blocks,
      IngestMetrics metrics,
      BarCommits commits) {
    this.context = context;
    this.ways = ways;
    this.blocks = blocks;
    this.metrics = metrics;
    this.commits = commits;
  }

  /**
   * @param logged when the log took the tick that closed it
   */
  void bar(StoredSymbol from, BarLength length, long slot, double[] values, long logged) {
    bars.add(new Bar(from, length, slot, values, logged));
  }

  /**
   * @param offset of the record that it came in
   */
  void refused(long offset, String symbol, Fate fate, Tick tick) {
    Tick refused = tick.copy();
    rejects.add(
        () -> {
          String told = refused.toString();
          reject(offset, symbol, fate, told, told);
        });
  }

  /** A record that is no tick of a symbol. */
  void refused(long offset, String symbol, Fate fate, String why, byte[] value) {
    rejects.add(() -> reject(offset, symbol, fate, why, Rejects.sample(value)));
  }

  /** Tells what was gathered. */
  void tell() {
    if (!bars.isEmpty()) {
      blocks.mergeAll(bars.stream().map(this::batch).toList());
      bars.forEach(bar -> commits.barTold(bar.logged));
      metrics.bars(bars.size());
      bars.clear();
    }
    if (!rejects.isEmpty()) {
      rejects.forEach(Runnable::run);
      rejects.clear();
    }
  }

  private BatchReader batch(Bar bar) {
    WriteStamp stamp =
        new WriteStamp(
            bar.stamp,
            context.taskId().partition(),
            bar.taken,
            Topics.MARKET_TICKS.name(),
            Topics.MARKET_TICKS.name());
    BatchHeader header =
        new BatchHeader(
            Topics.MARKET_TICKS.name(),
            stamp,
            Market.DATASET,
            Market.IDENTITY_COLUMNS,
            bar.length.step().toString(),
            Market.COLUMNS,
            List.of());
    List<String> identity = List.of(bar.symbol, bar.length.name());
    return new BatchReader(SingleRow.of(header, identity, bar.slot, bar.values));
  }

  private void reject(long offset, String symbol, Fate fate, String why, String raw) {
    RecordMetadata at = context.recordMetadata().orElse(null);
    String where =
        at == null ? Topics.MARKET_TICKS.name() : at.topic() + "-" + at.partition() + "-" + offset;
    ways.rejects()
        .send(
            context,
            where,
            Rejects.ofTick(where, symbol, 0, fate, why, raw, context.currentSystemTimeMs()));
  }
}
