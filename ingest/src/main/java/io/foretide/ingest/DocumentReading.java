package io.foretide.ingest;

import io.foretide.ingest.csv.CsvDocument;
import io.foretide.ingest.csv.Dialect;
import io.foretide.ingest.csv.Layout;
import io.foretide.ingest.csv.Reading;
import io.foretide.ingest.csv.Reject;
import io.foretide.ingest.csv.Row;
import io.foretide.ingest.csv.RowSink;
import io.foretide.ingest.csv.UploadRefusedException;
import io.foretide.ingest.merge.BatchHeader;
import io.foretide.ingest.merge.RowGroups;
import io.foretide.ingest.upload.Upload;
import io.foretide.ingest.upload.UploadCode;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One document, read: its rows in groups, or why it is refused. Rejected rows go out while it is
 * read, since there may be as many as there are rows.
 *
 * @param dialect how it is written; empty if it is refused
 * @param groups the rows; empty if it is refused
 * @param rejected rows rejected
 * @param code FT code of the refusal; empty if it was read
 */
record DocumentReading(
    Optional<Dialect> dialect,
    Optional<RowGroups> groups,
    long rejected,
    String code,
    String message) {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentReading.class);

  /**
   * @param known how the upload's first part is written, where there was one
   */
  static DocumentReading of(
      Upload upload, byte[] content, Optional<Dialect> known, Consumer<Reject> rejects) {
    try {
      Dialect dialect =
          known.isPresent() ? known.get() : CsvDocument.sniff(content, upload.hints());
      Grouping grouping = new Grouping(upload, rejects);
      Reading reading = CsvDocument.read(content, dialect, upload.hints(), grouping);
      return new DocumentReading(
          Optional.of(dialect), Optional.of(grouping.groups()), reading.rejects(), "", "");
    } catch (UploadRefusedException e) {
      return refused(e.code().id(), e.getMessage());
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      // A document that trips the reader must not stop those behind it.
      LOG.error("{} {} could not be read", UploadCode.READER_FAILED.id(), upload, e);
      return refused(
          UploadCode.READER_FAILED.id(),
          UploadCode.READER_FAILED.id()
              + " "
              + upload.file()
              + ": reading it failed ("
              + e
              + "). "
              + UploadCode.READER_FAILED.wayOut());
    }
  }

  static DocumentReading refused(String code, String message) {
    return new DocumentReading(Optional.empty(), Optional.empty(), 0, code, message);
  }

  private static final class Grouping implements RowSink {
    private final Upload upload;
    private final Consumer<Reject> rejects;
    private RowGroups groups;

    Grouping(Upload upload, Consumer<Reject> rejects) {
      this.upload = upload;
      this.rejects = rejects;
    }

    RowGroups groups() {
      return groups;
    }

    @Override
    public void layout(Layout layout) {
      SeriesNames names = SeriesNames.of(upload, layout);
      groups =
          new RowGroups(
              new BatchHeader(
                  upload.session(),
                  upload.stamp(),
                  names.dataset(),
                  names.columns(),
                  layout.step().toString(),
                  layout.numbers(),
                  layout.attributes()),
              names::identity);
    }

    @Override
    public void row(Row row) {
      groups.add(row);
    }

    @Override
    public void reject(Reject reject) {
      rejects.accept(reject);
    }
  }
}
