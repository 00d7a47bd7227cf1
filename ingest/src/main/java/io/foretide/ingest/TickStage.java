package io.foretide.ingest;

import io.foretide.ingest.market.BarLength;
import io.foretide.ingest.market.Fate;
import io.foretide.ingest.market.Market;
import io.foretide.ingest.market.SymbolBars;
import io.foretide.ingest.market.Tick;
import io.foretide.ingest.market.TickReader;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Ticks are folded into bars, and bars that are closed merged into their blocks. Two of them share
 * the symbols of a partition: one reads {@code market.ticks}, by {@linkplain TickBundles bundles},
 * the other what came as JSON or, from a producer with a partitioner of its own, on another
 * partition than the symbol's.
 */
final class TickStage implements Processor<byte[], byte[], String, Object> {
  private static final byte[] NOTHING = {};

  /** Those of a few hundred series that a partition may have, some kilobytes each. */
  private static final int KEPT_BLOCKS = 256;

  private final Ways ways;
  private final Wire wire;
  private final IngestSettings settings;
  private final IngestMetrics metrics;
  private final Tick tick = new Tick();
  private final FateTally tally = new FateTally();
  private ProcessorContext<String, Object> context;
  private SymbolStore store;
  private TickReader reader;
  private BarCommits commits;
  private TickResults results;
  private SymbolClock clock;
  private Optional<Cancellable> look = Optional.empty();
  private boolean lookSoon;
  private SymbolTable ours;
  private StoredSymbol symbol;
  private long offset;
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
          results.bar(symbol, length, slot, values, logged);
        }

        @Override
        public void rejected(Tick refused, Fate fate) {
          results.refused(offset, symbol.name(), fate, refused);
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
    this.ours = new SymbolTable();
    this.store = context.getStateStore(SymbolStore.STORE);
    BlockMerger blocks =
        new BlockMerger(
            context.getStateStore(BlockMerger.STORE),
            wire,
            metrics,
            KEPT_BLOCKS,
            (key, block) -> ways.blocks().send(context, key, block));
    this.reader = reader(wire);
    this.commits = new BarCommits(context);
    this.results = new TickResults(context, ways, blocks, metrics, commits);
    this.clock = new SymbolClock(store, settings.market());
    this.look = Optional.empty();
    lookIn(SymbolClock.PERIOD);
    this.lookSoon = true;
  }

  /** Only when there may be something to see: Streams commits a task whose clock has looked. */
  private void lookIn(Duration wait) {
    look.ifPresent(Cancellable::cancel);
    look = Optional.of(context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, this::look));
  }

  private void look(long now) {
    lookSoon = false;
    lookIn(clock.look(now, this::turnTo, sink));
    results.tell();
    commits.timeDone();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] value = record.value() == null ? NOTHING : record.value();
    if (ways.forwarded()) {
      offset = context.recordMetadata().orElseThrow().offset();
      foldForwarded(value);
    } else {
      TickBundle bundle = new TickBundle(value);
      while (bundle.next()) {
        foldNext(bundle);
      }
    }
    results.tell();
    tally.tell(metrics);
    commits.recordDone();
    if (!lookSoon) {
      lookSoon = true;
      lookIn(SymbolClock.PERIOD);
    }
  }

  @Override
  public void close() {
    commits.close();
  }

  private void foldForwarded(byte[] value) {
    try {
      ForwardedTick forwarded = ForwardedTick.fromBytes(value, tick);
      logged = forwarded.logged();
      symbol = store.symbol(forwarded.symbol());
    } catch (IllegalArgumentException e) {
      refuse("", Fate.UNREADABLE, e.getMessage(), value);
      return;
    }
    fold();
  }

  private void foldNext(TickBundle bundle) {
    offset = bundle.offset();
    logged = Math.max(0, bundle.timestamp());
    if (bundle.keyLength() == 0) {
      refuse("", Fate.NO_SYMBOL, "it has no key", bundle.value());
      return;
    }
    try {
      reader.read(bundle.bytes(), bundle.valueAt(), bundle.valueLength(), tick);
    } catch (RuntimeException e) {
      refuse("", Fate.UNREADABLE, String.valueOf(e.getMessage()), bundle.value());
      return;
    }
    Optional<StoredSymbol> known = ours.find(bundle.bytes(), bundle.keyAt(), bundle.keyLength());
    if (known.isEmpty()) {
      known = meet(bundle);
    }
    if (known.isPresent()) {
      symbol = known.get();
      fold();
    }
  }

  /** A symbol that is not among those met here: its record, if it is not for here, is done with. */
  private Optional<StoredSymbol> meet(TickBundle bundle) {
    String name = bundle.key();
    if (!settings.market().knows(name)) {
      refuse(name, Fate.UNKNOWN_SYMBOL, "\"" + name + "\"", bundle.value());
      return Optional.empty();
    }
    if (Market.partition(name, settings.partitions()) != context.taskId().partition()) {
      ways.strays().send(context, name, new ForwardedTick(name, logged, tick));
      return Optional.empty();
    }
    StoredSymbol met = store.symbol(name);
    if (met.isNamed(bundle.bytes(), bundle.keyAt(), bundle.keyLength())) {
      ours.add(met);
    } // else the key is no UTF-8: it is not found by its bytes
    return Optional.of(met);
  }

  private void fold() {
    tally.count(symbol.bars().fold(tick, logged, sink));
    store.changed(symbol);
  }

  /** A symbol that the clock looks at: what it tells is as old as the latest tick of it. */
  private void turnTo(StoredSymbol standing) {
    symbol = standing;
    logged = standing.bars().stamp();
  }

  private void refuse(String name, Fate fate, String why, byte[] value) {
    tally.count(fate);
    results.refused(offset, name, fate, why, value);
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
