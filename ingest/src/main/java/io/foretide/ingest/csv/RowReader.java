package io.foretide.ingest.csv;

import java.util.Locale;

/** Reads one document, or a later part of one, in a dialect that is already known. */
final class RowReader {
  private final DecodedText text;
  private final Dialect dialect;
  private final UploadHints hints;

  RowReader(byte[] content, Dialect dialect, UploadHints hints) throws UploadRefusedException {
    this.text = DecodedText.of(content, dialect.charset(), hints.file());
    this.dialect = dialect;
    this.hints = hints;
  }

  Reading read(RowSink sink) throws UploadRefusedException {
    long from = dialect.headerLine() == 0 ? 1 : headerLine();
    sink.layout(dialect.layout());
    LineCursor cursor = new LineCursor(text.text(), 1, 0);
    RowHandler handler = new RowHandler(dialect, hints.received(), cursor, sink);
    new RecordReader(text.text(), dialect.separator(), dialect.quote()).read(cursor, from, handler);
    return handler.reading();
  }

  /** A later part repeats the header, but not the title lines that may stand above it. */
  private long headerLine() throws UploadRefusedException {
    SampleHandler first = new SampleHandler(dialect.headerLine() + 1);
    new RecordReader(text.text(), dialect.separator(), dialect.quote())
        .read(new LineCursor(text.text(), 1, 0), 1, first);
    for (SampleHandler.Sample candidate : first.records()) {
      if (isHeader(candidate)) {
        return candidate.line();
      }
    }
    throw new UploadRefusedException(
        IngestCode.PART_DIFFERS,
        hints.file(),
        "part " + hints.part() + " does not begin with the header line of part 1.");
  }

  private boolean isHeader(SampleHandler.Sample candidate) {
    if (candidate.fields().size() < dialect.columns().size()) {
      return false;
    }
    for (int i = 0; i < dialect.columns().size(); i++) {
      String expected = dialect.columns().get(i).header().toLowerCase(Locale.ROOT);
      if (!candidate.fields().get(i).strip().toLowerCase(Locale.ROOT).equals(expected)) {
        return false;
      }
    }
    return true;
  }
}
