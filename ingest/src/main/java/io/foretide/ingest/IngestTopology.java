package io.foretide.ingest;

import io.foretide.ingest.market.Market;
import io.foretide.ingest.merge.Block;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stages and what flows between them. */
final class IngestTopology {
  /**
   * Records that carry a {@linkplain Block block} of two columns are about 1.5 KB; this many bytes
   * is far from both ends.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(4 << 20));

  private final Wire wire;
  private final IngestSettings settings;
  private final IngestMetrics metrics;

  IngestTopology(Wire wire, IngestSettings settings, IngestMetrics metrics) {
    this.wire = wire;
    this.settings = settings;
    this.metrics = metrics;
  }

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(store(Stores.inMemoryKeyValueStore(Sessions.STORE)));
    builder.addStateStore(store(Stores.persistentKeyValueStore(BlockMerger.STORE)));
    builder.addStateStore(SymbolStore.builder(settings.market(), CHANGELOG));
    builder.addStateStore(store(Stores.inMemoryKeyValueStore(ReceiptStage.STORE)));

    KStream<String, Object> read =
        builder.stream(wire.name(Topics.CSV_UPLOADS), consumed("uploads"))
            .process(() -> new ReadStage(settings, metrics), Named.as("read"), Sessions.STORE);

    KStream<String, Object> merged =
        ReadStage.BATCHES
            .of(read)
            .map((session, batch) -> KeyValue.pair(key(batch.partition()), batch.bytes()))
            .repartition(toPartition("batches"))
            .process(() -> new MergeStage(wire, metrics), Named.as("merge"), BlockMerger.STORE);

    TickStage.Ways straight = TickStage.Ways.of("ticks", false);
    TickStage.Ways detour = TickStage.Ways.of("forwarded-ticks", true);
    KStream<String, Object> ticks =
        builder.stream(wire.name(Topics.MARKET_TICKS), consumed("market-ticks"))
            .process(
                () -> new TickStage(straight, wire, settings, metrics),
                Named.as(straight.name()),
                SymbolStore.STORE,
                BlockMerger.STORE);
    KStream<String, Object> json =
        builder.stream(wire.name(Topics.MARKET_TICKS_JSON), consumed("market-ticks-json"))
            .process(() -> new JsonTickStage(settings, metrics), Named.as("json"));
    KStream<String, Object> forwarded =
        straight
            .strays()
            .of(ticks)
            .merge(JsonTickStage.TICKS.of(json))
            .map(
                (symbol, tick) ->
                    KeyValue.pair(
                        key(Market.partition(symbol, settings.partitions())), tick.toBytes()))
            .repartition(toPartition("ticks"))
            .process(
                () -> new TickStage(detour, wire, settings, metrics),
                Named.as(detour.name()),
                SymbolStore.STORE,
                BlockMerger.STORE);

    MergeStage.BLOCKS
        .of(merged)
        .merge(straight.blocks().of(ticks))
        .merge(detour.blocks().of(forwarded))
        .to(
            wire.name(Topics.SERIES_BLOCKS),
            Produced.with(Serdes.String(), Serdes.ByteArray())
                .withStreamPartitioner(
                    (topic, key, block, count) ->
                        Optional.of(
                            Set.of(
                                SeriesKeys.partition(
                                    SeriesKeys.seriesOfBlock(key).orElseThrow(), count)))));

    ReadStage.PARTS
        .of(read)
        .merge(MergeStage.BATCHES.of(merged))
        .repartition(
            Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                .withName("tallies")
                .withNumberOfPartitions(1))
        .process(() -> new ReceiptStage(settings, metrics), Named.as("receipt"), ReceiptStage.STORE)
        .to(wire.name(Topics.INGEST_RECEIPTS), produced(Topics.INGEST_RECEIPTS));

    ReadStage.REJECTS
        .of(read)
        .merge(MergeStage.REJECTS.of(merged))
        .merge(straight.rejects().of(ticks))
        .merge(JsonTickStage.REJECTS.of(json))
        .merge(detour.rejects().of(forwarded))
        .to(wire.name(Topics.INGEST_REJECTS), produced(Topics.INGEST_REJECTS));
    return builder.build();
  }

  private static Consumed<byte[], byte[]> consumed(String name) {
    return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withTimestampExtractor((record, partitionTime) -> Math.max(0, record.timestamp()))
        .withName(name);
  }

  /** A topic whose records say in the key, by number, which partition they are for. */
  private Repartitioned<byte[], byte[]> toPartition(String name) {
    // Keys stay bytes: a record that somebody else put there must not stop the task.
    return Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withName(name)
        .withNumberOfPartitions(settings.partitions())
        .withStreamPartitioner(
            (topic, key, value, count) -> Optional.of(Set.of(ByteBuffer.wrap(key).getInt())));
  }

  private static byte[] key(int partition) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
  }

  private <V> Produced<String, V> produced(Topic<V> topic) {
    Serde<V> serde = wire.serde(topic);
    return Produced.with(Serdes.String(), serde);
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> store(
      KeyValueBytesStoreSupplier supplier) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
