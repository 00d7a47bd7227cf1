package io.foretide.ingest.csv;

/** Reads one uploaded document: decide how it is written, then read it so. Stateless. */
public final class CsvDocument {
  private CsvDocument() {}

  /**
   * Decides how a document is written, from its first rows and samples of the rest.
   *
   * @throws UploadRefusedException if it cannot be read as observations with a date and a value
   */
  public static Dialect sniff(byte[] content, UploadHints hints) throws UploadRefusedException {
    return new Sniffer(content, hints).sniff();
  }

  /**
   * Reads a document in the dialect of its upload's first part. Every row below the header goes to
   * the sink, as a row or as a reject.
   *
   * @throws UploadRefusedException if this part cannot be read in that dialect; the sink was then
   *     not called
   */
  public static Reading read(byte[] content, Dialect dialect, UploadHints hints, RowSink sink)
      throws UploadRefusedException {
    return new RowReader(content, dialect, hints).read(sink);
  }
}
