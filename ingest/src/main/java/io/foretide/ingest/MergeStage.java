package io.foretide.ingest;

import io.foretide.ingest.merge.BatchReader;
import io.foretide.ingest.merge.Outcomes;
import io.foretide.ingest.receipt.Tally;
import io.foretide.ingest.upload.UploadCode;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.topics.Wire;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
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

  private static final Logger LOG = LoggerFactory.getLogger(MergeStage.class);

  private final Wire wire;
  private final IngestMetrics metrics;
  private ProcessorContext<String, Object> context;
  private BlockMerger blocks;
  private CommitPace pace;

  MergeStage(Wire wire, IngestMetrics metrics) {
    this.wire = wire;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.blocks =
        new BlockMerger(
            context.getStateStore(BlockMerger.STORE),
            wire,
            metrics,
            0,
            (key, block) -> BLOCKS.send(context, key, block));
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
    Outcomes outcomes = blocks.merge(batch);
    metrics.merged(outcomes);
    BATCHES.send(context, batch.header().session(), Tally.of(outcomes));
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
