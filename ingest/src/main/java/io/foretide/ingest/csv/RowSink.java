package io.foretide.ingest.csv;

/** Takes what a reading finds, in the order of the document. */
public interface RowSink {
  /** Called once, before anything else. */
  void layout(Layout layout);

  /** A good row. The object is reused for the next one. */
  void row(Row row);

  /** A row that is not taken. */
  void reject(Reject reject);
}
