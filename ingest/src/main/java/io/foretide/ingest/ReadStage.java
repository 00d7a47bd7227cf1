package io.foretide.ingest;

import io.foretide.ingest.csv.Dialect;
import io.foretide.ingest.merge.RowGroups;
import io.foretide.ingest.receipt.PartTally;
import io.foretide.ingest.receipt.Tally;
import io.foretide.ingest.upload.Session;
import io.foretide.ingest.upload.Upload;
import io.foretide.ingest.upload.UploadCode;
import io.foretide.schemas.IngestReject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage 1: a record of {@code csv.uploads} becomes batches of grouped rows, rejects and a tally.
 */
final class ReadStage implements Processor<byte[], byte[], String, Object> {
  static final Branch<PartitionedBatch> BATCHES =
      new Branch<>("read-batches", PartitionedBatch.class);

  /** What reading a part found, to be added up under the record's key. */
  static final Branch<byte[]> PARTS = new Branch<>("read-parts", byte[].class);

  /** Rows and documents that are not taken. */
  static final Branch<IngestReject> REJECTS = new Branch<>("read-rejects", IngestReject.class);

  private static final Logger LOG = LoggerFactory.getLogger(ReadStage.class);

  private final IngestSettings settings;
  private final IngestMetrics metrics;
  private ProcessorContext<String, Object> context;
  private Sessions sessions;
  private CommitPace pace;

  ReadStage(IngestSettings settings, IngestMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    this.context = context;
    this.pace = new CommitPace(context);
    this.sessions = new Sessions(context, settings.partsTimeout());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    byte[] content = record.value() == null ? new byte[0] : record.value();
    Upload upload =
        Upload.of(record.key(), record.headers(), record.timestamp(), at.partition(), at.offset());
    if (upload.fault().isPresent()) {
      Upload.Fault fault = upload.fault().get();
      report(upload, refusal(upload, fault.code(), fault.what()), content, 0);
    } else if (upload.numbered()) {
      takePart(upload, content);
    } else {
      DocumentReading reading = read(upload, content, Optional.empty());
      report(
          upload, reading, content, reading.groups().map(g -> g.seriesHashes().length).orElse(0));
    }
    pace.recordDone();
  }

  private void takePart(Upload upload, byte[] content) {
    Session session = sessions.find(upload.id());
    long digest = digest(content);
    Optional<Long> before = session.digest(upload.part());
    if (before.isPresent()) {
      if (before.get() == digest) {
        LOG.info("part {} of {} came again and is left out", upload.part(), upload.id());
      } else {
        String what = "part " + upload.part() + " came before, with other content; that one stays.";
        reject(upload, message(upload, UploadCode.PART_SENT_TWICE, what), content);
      }
      return;
    }
    if (!session.agrees(upload.part(), upload.parts())) {
      String what = "part " + upload.part() + " of " + upload.parts() + " does not fit the others.";
      reject(upload, message(upload, UploadCode.BAD_PART_HEADERS, what), content);
      return;
    }
    DocumentReading reading = read(upload, content, session.dialect());
    if (session.dialect().isEmpty()) {
      reading.dialect().ifPresent(session::keep);
    }
    session.take(upload.part(), upload.parts(), digest, context.currentSystemTimeMs());
    int fresh =
        reading
            .groups()
            .map(groups -> sessions.countNewSeries(upload, groups.seriesHashes()))
            .orElse(0);
    sessions.keep(upload.id(), session);
    report(upload, reading, content, fresh);
  }

  private DocumentReading read(Upload upload, byte[] content, Optional<Dialect> dialect) {
    return DocumentReading.of(
        upload,
        content,
        dialect,
        reject -> {
          metrics.rejected();
          REJECTS.send(
              context, upload.id(), Rejects.ofRow(upload, reject, context.currentSystemTimeMs()));
        });
  }

  private void report(Upload upload, DocumentReading reading, byte[] content, int newSeries) {
    if (!reading.code().isEmpty()) {
      LOG.info("refused {} part {}: {}", upload.id(), upload.part(), reading.message());
      REJECTS.send(
          context,
          upload.id(),
          Rejects.ofDocument(
              upload, reading.code(), reading.message(), content, context.currentSystemTimeMs()));
    }
    reading
        .groups()
        .ifPresent(
            groups ->
                groups.forEachBatch(
                    settings.partitions(),
                    SeriesNames::home,
                    (partition, bytes) ->
                        BATCHES.send(
                            context, upload.session(), new PartitionedBatch(partition, bytes))));
    PARTS.send(context, upload.session(), Tally.of(tally(upload, reading, newSeries)));
  }

  private static PartTally tally(Upload upload, DocumentReading reading, int newSeries) {
    Optional<RowGroups> groups = reading.groups();
    return new PartTally(
        upload.id(),
        upload.file(),
        groups.map(RowGroups::dataset).orElse(upload.dataset()),
        upload.part(),
        upload.parts(),
        upload.stamp().uploadedAt(),
        groups.map(RowGroups::rows).orElse(0L),
        reading.rejected(),
        newSeries,
        reading.dialect().map(dialect -> dialect.step().toString()).orElse(""),
        groups.map(RowGroups::firstSecond).orElse(0L) * 1000,
        groups.map(RowGroups::lastSecond).orElse(0L) * 1000,
        reading.code(),
        reading.message(),
        upload.sender().who().orElse(""),
        upload.sender().redriveOf().orElse(""));
  }

  private void reject(Upload upload, DocumentReading refusal, byte[] content) {
    LOG.info("{}", refusal.message());
    IngestReject reject =
        Rejects.ofDocument(
            upload, refusal.code(), refusal.message(), content, context.currentSystemTimeMs());
    REJECTS.send(context, upload.id(), reject);
  }

  private static DocumentReading refusal(Upload upload, UploadCode code, String what) {
    return message(upload, code, what + ".");
  }

  private static DocumentReading message(Upload upload, UploadCode code, String what) {
    return DocumentReading.refused(
        code.id(), code.id() + " " + upload.file() + ": " + what + " " + code.wayOut());
  }

  private static long digest(byte[] content) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
