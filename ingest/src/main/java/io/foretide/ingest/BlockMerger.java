package io.foretide.ingest;

import io.foretide.ingest.merge.BatchHeader;
import io.foretide.ingest.merge.BatchReader;
import io.foretide.ingest.merge.Block;
import io.foretide.ingest.merge.BlockCodec;
import io.foretide.ingest.merge.Outcomes;
import io.foretide.ingest.merge.PublishedBlock;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges batches into the blocks of one partition. */
final class BlockMerger {
  static final String STORE = "blocks";

  private final KeyValueStore<String, byte[]> store;
  private final PublishedBlock published;
  private final IngestMetrics metrics;
  private final Sink sink;
  private final Map<String, Open> opened = new LinkedHashMap<>();
  private final Map<String, Open> kept;

  /** Takes blocks that changed, as they are published. */
  interface Sink {
    void block(String key, byte[] published);
  }

  /** A block outside of the store. */
  private static final class Open {
    private final String dataset;
    private final List<String> identity;
    private final String step;
    private final long number;
    private final Block block;
    private byte[] stored;
    private boolean changed;

    Open(BatchHeader header, List<String> identity, long number, byte[] stored) {
      this.dataset = header.dataset();
      this.identity = identity;
      this.step = header.step();
      this.number = number;
      this.stored = stored;
      this.block = stored == null ? new Block() : BlockCodec.decode(stored);
    }
  }

  /**
   * @param keep how many blocks to keep as objects, for whoever soon merges into the same ones
   */
  BlockMerger(
      KeyValueStore<String, byte[]> store, Wire wire, IngestMetrics metrics, int keep, Sink sink) {
    this.store = store;
    this.published = new PublishedBlock(sample(wire));
    this.metrics = metrics;
    this.sink = sink;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Open> eldest) {
            return size() > keep;
          }
        };
  }

  /** Merges a batch and publishes the blocks that it changes, one by one. */
  Outcomes merge(BatchReader batch) {
    opened.clear();
    return mergeFragments(batch, this::publish);
  }

  /** Merges batches and publishes the blocks that they change: each once, whatever changed it. */
  void mergeAll(List<BatchReader> batches) {
    opened.clear();
    batches.forEach(batch -> mergeFragments(batch, () -> {}));
    publish();
  }

  private Outcomes mergeFragments(BatchReader batch, Runnable afterEach) {
    Outcomes outcomes = new Outcomes();
    while (batch.hasSeries()) {
      List<String> identity = batch.nextSeries();
      String series = new SeriesId(batch.header().dataset(), identity).text();
      for (int left = batch.fragments(); left > 0; left--) {
        mergeFragment(batch, series, identity, outcomes);
        afterEach.run();
      }
    }
    return outcomes;
  }

  private void mergeFragment(
      BatchReader batch, String series, List<String> identity, Outcomes outcomes) {
    BatchHeader header = batch.header();
    long number = batch.nextFragment();
    String key = SeriesKeys.block(series, header.step(), number);
    Open open = opened.get(key);
    if (open == null) {
      open = open(key, header, identity, number);
      opened.put(key, open);
    }
    open.changed |= open.block.merge(batch, outcomes);
  }

  /** The block as it is stored. One that was kept is, unless somebody else has stored another. */
  private Open open(String key, BatchHeader header, List<String> identity, long number) {
    byte[] stored = store.get(key);
    Open before = kept.remove(key);
    return before != null && Arrays.equals(before.stored, stored)
        ? before
        : new Open(header, identity, number, stored);
  }

  private void publish() {
    opened.forEach(
        (key, open) -> {
          if (open.changed) {
            open.changed = false;
            open.block.nextRevision();
            metrics.published();
            sink.block(
                key,
                published.write(open.dataset, open.identity, open.step, open.number, open.block));
          }
          // Even if nothing is published: a later stamp must not be forgotten.
          open.stored = BlockCodec.encode(open.block);
          store.put(key, open.stored);
          kept.put(key, open);
        });
    opened.clear();
  }

  private static byte[] sample(Wire wire) {
    try (Serializer<SeriesBlock> serializer = wire.serializer(Topics.SERIES_BLOCKS)) {
      return serializer.serialize(wire.name(Topics.SERIES_BLOCKS), PublishedBlock.empty());
    }
  }
}
