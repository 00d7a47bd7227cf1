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
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges batches into the blocks of one partition. */
final class BlockMerger {
  static final String STORE = "blocks";

  private final KeyValueStore<String, byte[]> store;
  private final PublishedBlock published;
  private final IngestMetrics metrics;
  private final Sink sink;

  /** Takes blocks that changed, as they are published. */
  interface Sink {
    void block(String key, byte[] published);
  }

  BlockMerger(KeyValueStore<String, byte[]> store, Wire wire, IngestMetrics metrics, Sink sink) {
    this.store = store;
    this.published = new PublishedBlock(sample(wire));
    this.metrics = metrics;
    this.sink = sink;
  }

  Outcomes merge(BatchReader batch) {
    Outcomes outcomes = new Outcomes();
    while (batch.hasSeries()) {
      List<String> identity = batch.nextSeries();
      String series = new SeriesId(batch.header().dataset(), identity).text();
      int fragments = batch.fragments();
      for (int i = 0; i < fragments; i++) {
        mergeFragment(batch, series, identity, outcomes);
      }
    }
    return outcomes;
  }

  private void mergeFragment(
      BatchReader batch, String series, List<String> identity, Outcomes outcomes) {
    BatchHeader header = batch.header();
    long number = batch.nextFragment();
    String key = SeriesKeys.block(series, header.step(), number);
    byte[] known = store.get(key);
    Block block = known == null ? new Block() : BlockCodec.decode(known);
    if (block.merge(batch, outcomes)) {
      block.nextRevision();
      metrics.published();
      sink.block(key, published.write(header.dataset(), identity, header.step(), number, block));
    }
    // Even if nothing is published: a later stamp must not be forgotten.
    store.put(key, BlockCodec.encode(block));
  }

  private static byte[] sample(Wire wire) {
    try (Serializer<SeriesBlock> serializer = wire.serializer(Topics.SERIES_BLOCKS)) {
      return serializer.serialize(wire.name(Topics.SERIES_BLOCKS), PublishedBlock.empty());
    }
  }
}
