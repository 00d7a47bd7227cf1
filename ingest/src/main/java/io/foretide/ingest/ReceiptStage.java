package io.foretide.ingest;

import io.foretide.ingest.receipt.UploadProgress;
import io.foretide.ingest.upload.UploadCode;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ReceiptStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage 3: tallies add up under the upload's session until it is whole; then it gets a receipt. */
final class ReceiptStage implements Processor<String, byte[], String, IngestReceipt> {
  static final String STORE = "progress";
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptStage.class);

  private final IngestSettings settings;
  private final IngestMetrics metrics;
  private ProcessorContext<String, IngestReceipt> context;
  private KeyValueStore<String, byte[]> store;
  private CommitPace pace;
  private long startedAt;

  ReceiptStage(IngestSettings settings, IngestMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, IngestReceipt> context) {
    this.context = context;
    this.store = context.getStateStore(STORE);
    this.pace = new CommitPace(context);
    this.startedAt = context.currentSystemTimeMs();
    Duration timeout = settings.partsTimeout();
    Duration every =
        timeout.compareTo(Duration.ofMinutes(4)) < 0 ? timeout.dividedBy(4) : Duration.ofMinutes(1);
    context.schedule(every, PunctuationType.WALL_CLOCK_TIME, this::giveUpOld);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() == null || record.value() == null) {
      LOG.error("{} a tally without key or value", UploadCode.DAMAGED_RECORD.id());
      return;
    }
    UploadProgress progress = find(record.key());
    try {
      progress.add(record.value(), context.currentSystemTimeMs());
    } catch (IllegalArgumentException e) {
      LOG.error(
          "{} no tally of {}: {}", UploadCode.DAMAGED_RECORD.id(), record.key(), e.toString());
      return;
    }
    if (progress.complete()) {
      store.delete(record.key());
      send(progress.receipt(Instant.ofEpochMilli(context.currentSystemTimeMs())));
      pace.recordDone();
    } else {
      store.put(record.key(), progress.toBytes());
    }
  }

  private void giveUpOld(long now) {
    Map<String, UploadProgress> old = new LinkedHashMap<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        UploadProgress progress = UploadProgress.fromBytes(entry.value);
        // While ingest was down nothing could come; what waits on the topic is read first.
        long since = Math.max(startedAt, progress.lastActivity());
        if (now - since > settings.partsTimeout().toMillis() && progress.settled()) {
          old.put(entry.key, progress);
        }
      }
    }
    old.forEach(
        (session, progress) -> {
          store.delete(session);
          UploadCode code = UploadCode.PARTS_MISSING;
          send(progress.givenUp(code.id(), code.wayOut(), Instant.ofEpochMilli(now)));
        });
  }

  private UploadProgress find(String session) {
    byte[] bytes = store.get(session);
    return bytes == null ? new UploadProgress() : UploadProgress.fromBytes(bytes);
  }

  private void send(IngestReceipt receipt) {
    boolean refused = receipt.getStatus() == ReceiptStatus.REFUSED;
    metrics.finished(refused);
    if (receipt.getRows() > 1) {
      LOG.info("{} {}: {}", receipt.getStatus(), receipt.getFile(), receipt.getMessage());
    }
    context.forward(
        new Record<>(receipt.getUpload(), receipt, receipt.getFinishedAt().toEpochMilli()));
  }
}
