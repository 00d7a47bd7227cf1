package io.foretide.ingest;

import io.foretide.ingest.merge.BatchHeader;
import io.foretide.ingest.merge.BatchReader;
import io.foretide.ingest.merge.Block;
import io.foretide.ingest.merge.BlockCodec;
import io.foretide.ingest.merge.Outcomes;
import io.foretide.ingest.merge.PublishedBlock;
import io.foretide.ingest.receipt.Tally;
import io.foretide.ingest.upload.UploadCode;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage 2: batches are merged into blocks, and the blocks that changed are published. */
final class MergeStage implements Processor<byte[], byte[], String, Object> {
  /** Blocks that changed, as they are published. */
  static final Branch<byte[]> BLOCKS = new Branch<>("merged-blocks", byte[].class);

  /** What became of a batch's rows, to be added up under the record's key. */
  static final Branch<byte[]> BATCHES = new Branch<>("merged-batches", byte[].class);

  /** Records that are no batch. */
  static final Branch<IngestReject> REJECTS = new Branch<>("merge-rejects", IngestReject.class);

  static final String STORE = "blocks";
  private static final Logger LOG = LoggerFactory.getLogger(MergeStage.class);

  private final Wire wire;
  private final IngestMetrics metrics;
  private ProcessorContext<String, Object> context;
  private KeyValueStore<String, byte[]> store;
  private PublishedBlock published;
  private CommitPace pace;

  MergeStage(Wire wire, IngestMetrics metrics) {
    this.wire = wire;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.store = context.getStateStore(STORE);
    this.published = new PublishedBlock(sample());
    this.pace = new CommitPace(context);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      merge(new BatchReader(record.value() == null ? new byte[0] : record.value()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      rejectForeign(record, e);
    }
    pace.recordDone();
  }

  private void merge(BatchReader batch) {
    Outcomes outcomes = new Outcomes();
    while (batch.hasSeries()) {
      List<String> identity = batch.nextSeries();
      String series = new SeriesId(batch.header().dataset(), identity).text();
      int fragments = batch.fragments();
      for (int i = 0; i < fragments; i++) {
        mergeFragment(batch, series, identity, outcomes);
      }
    }
    metrics.merged(outcomes);
    BATCHES.send(context, batch.header().session(), Tally.of(outcomes));
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
      BLOCKS.send(
          context, key, published.write(header.dataset(), identity, header.step(), number, block));
    }
    // Even if nothing is published: a later stamp must not be forgotten.
    store.put(key, BlockCodec.encode(block));
  }

  private byte[] sample() {
    try (Serializer<SeriesBlock> serializer = wire.serializer(Topics.SERIES_BLOCKS)) {
      return serializer.serialize(wire.name(Topics.SERIES_BLOCKS), PublishedBlock.empty());
    }
  }

  private void rejectForeign(Record<byte[], byte[]> record, RuntimeException cause) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    String where = at.topic() + " " + at.partition() + "@" + at.offset();
    UploadCode code = UploadCode.DAMAGED_RECORD;
    String reason = code.id() + " " + where + ": " + cause.getMessage() + ". " + code.wayOut();
    LOG.error("{}", reason);
    REJECTS.send(
        context,
        where,
        IngestReject.newBuilder()
            .setUpload(where)
            .setFile(at.topic())
            .setPart(1)
            .setLine(0)
            .setColumn(null)
            .setCode(code.id())
            .setReason(reason)
            .setRaw(Rejects.sample(record.value() == null ? new byte[0] : record.value()))
            .setTime(Instant.ofEpochMilli(context.currentSystemTimeMs()))
            .build());
  }
}
