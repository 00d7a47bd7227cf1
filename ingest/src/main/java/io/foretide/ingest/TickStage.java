package io.foretide.ingest;

import io.foretide.ingest.market.BarLength;
import io.foretide.ingest.market.Fate;
import io.foretide.ingest.market.Market;
import io.foretide.ingest.market.SymbolBars;
import io.foretide.ingest.market.Tick;
import io.foretide.ingest.market.TickReader;
import io.foretide.ingest.merge.BatchHeader;
import io.foretide.ingest.merge.BatchReader;
import io.foretide.ingest.merge.SingleRow;
import io.foretide.ingest.merge.WriteStamp;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Ticks are folded into bars, and bars that are closed merged into their blocks. Two of them share
 * the symbols of a partition: one reads {@code market.ticks}, the other what came as JSON or, from
 * a producer with a partitioner of its own, on another partition than the symbol's.
 */
final class TickStage implements Processor<byte[], byte[], String, Object> {
  private final Ways ways;
  private final Wire wire;
  private final IngestSettings settings;
  private final IngestMetrics metrics;
  private final Tick tick = new Tick();
  private ProcessorContext<String, Object> context;
  private SymbolStore store;
  private BlockMerger blocks;
  private TickReader reader;
  private BarCommits commits;
  private String symbol = "";
  private SymbolBars bars;
  private long logged;

  /**
   * Where a stage's results go.
   *
   * @param forwarded whether it reads what {@link ForwardedTick} wrote
   */
  record Ways(
      String name,
      boolean forwarded,
      Branch<byte[]> blocks,
      Branch<IngestReject> rejects,
      Branch<ForwardedTick> strays) {
    static Ways of(String name, boolean forwarded) {
      return new Ways(
          name,
          forwarded,
          new Branch<>(name + "-blocks", byte[].class),
          new Branch<>(name + "-rejects", IngestReject.class),
          new Branch<>(name + "-strays", ForwardedTick.class));
    }
  }

  private final SymbolBars.Sink sink =
      new SymbolBars.Sink() {
        @Override
        public void bar(BarLength length, long slot, double[] values) {
          publish(length, slot, values);
        }

        @Override
        public void rejected(Tick refused, Fate fate) {
          reject(symbol, fate, refused.toString(), refused.toString());
        }
      };

  TickStage(Ways ways, Wire wire, IngestSettings settings, IngestMetrics metrics) {
    this.ways = ways;
    this.wire = wire;
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.symbol = "";
    this.bars = null;
    this.store = context.getStateStore(SymbolStore.STORE);
    this.blocks =
        new BlockMerger(
            context.getStateStore(BlockMerger.STORE),
            wire,
            metrics,
            (key, block) -> ways.blocks().send(context, key, block));
    this.reader = reader(wire);
    this.commits = new BarCommits(context);
    if (!ways.forwarded()) {
      SymbolClock clock = new SymbolClock(store, settings.market());
      context.schedule(
          SymbolClock.PERIOD,
          PunctuationType.WALL_CLOCK_TIME,
          now -> {
            clock.look(now, this::turnToStanding, sink);
            commits.timeDone();
          });
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (read(record)) {
      Fate fate = bars.fold(tick, logged, sink);
      store.changed(symbol);
      metrics.tick(fate);
    }
    commits.recordDone();
  }

  @Override
  public void close() {
    commits.close();
  }

  /** Whether there is a tick to be folded here. */
  private boolean read(Record<byte[], byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    try {
      if (ways.forwarded()) {
        ForwardedTick forwarded = ForwardedTick.fromBytes(value, tick);
        logged = forwarded.logged();
        turnTo(forwarded.symbol());
        return true;
      }
      logged = Math.max(0, record.timestamp());
      if (record.key() == null || record.key().length == 0) {
        return refuse("", Fate.NO_SYMBOL, "it has no key", value);
      }
      String name = new String(record.key(), StandardCharsets.UTF_8);
      reader.read(value, tick);
      return isOurs(name, value);
    } catch (RuntimeException e) {
      return refuse("", Fate.UNREADABLE, String.valueOf(e.getMessage()), value);
    }
  }

  private boolean isOurs(String name, byte[] value) {
    if (name.equals(symbol)) {
      return true;
    }
    if (!settings.market().knows(name)) {
      return refuse(name, Fate.UNKNOWN_SYMBOL, "\"" + name + "\"", value);
    }
    int home = Market.partition(name, settings.partitions());
    if (home != context.taskId().partition()) {
      ways.strays().send(context, name, new ForwardedTick(name, logged, tick));
      return false;
    }
    turnTo(name);
    return true;
  }

  private void turnTo(String name) {
    if (!name.equals(symbol) || bars == null) {
      symbol = name;
      bars = store.symbol(name);
    }
  }

  /** A symbol that the clock looks at: what it tells is as old as the latest tick of it. */
  private void turnToStanding(String name) {
    turnTo(name);
    logged = bars.stamp();
  }

  private void publish(BarLength length, long slot, double[] values) {
    WriteStamp stamp =
        new WriteStamp(
            bars.stamp(),
            context.taskId().partition(),
            bars.taken(),
            Topics.MARKET_TICKS.name(),
            Topics.MARKET_TICKS.name());
    BatchHeader header =
        new BatchHeader(
            Topics.MARKET_TICKS.name(),
            stamp,
            Market.DATASET,
            Market.IDENTITY_COLUMNS,
            length.step().toString(),
            Market.COLUMNS,
            List.of());
    blocks.merge(
        new BatchReader(SingleRow.of(header, List.of(symbol, length.name()), slot, values)));
    metrics.bar();
    commits.barTold(logged);
  }

  private boolean refuse(String name, Fate fate, String why, byte[] value) {
    metrics.tick(fate);
    reject(name, fate, why, Rejects.sample(value));
    return false;
  }

  private void reject(String name, Fate fate, String why, String raw) {
    RecordMetadata at = context.recordMetadata().orElse(null);
    String where =
        at == null
            ? Topics.MARKET_TICKS.name()
            : at.topic() + "-" + at.partition() + "-" + at.offset();
    ways.rejects()
        .send(
            context,
            where,
            Rejects.ofTick(where, name, 0, fate, why, raw, context.currentSystemTimeMs()));
  }

  private static TickReader reader(Wire wire) {
    String topic = wire.name(Topics.MARKET_TICKS);
    Deserializer<io.foretide.schemas.Tick> others = wire.deserializer(Topics.MARKET_TICKS);
    try (Serializer<io.foretide.schemas.Tick> serializer = wire.serializer(Topics.MARKET_TICKS)) {
      byte[] sample =
          serializer.serialize(
              topic, new io.foretide.schemas.Tick(Instant.EPOCH, 1.0, 1.0, null, null));
      return new TickReader(sample, value -> others.deserialize(topic, value));
    }
  }
}
