package io.foretide.ingest.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;

/**
 * What is done with each record. Fields arrive as slices of the parser's buffer, so that nothing is
 * allocated per record; they must be read before the call returns.
 */
abstract class RecordHandler extends AbstractBaseCsvCallbackHandler<RecordHandler> {
  private long linesBefore;
  private long line;

  /** The physical line on which the current record begins. */
  final long line() {
    return line;
  }

  /** Forgets the fields of the record before. */
  abstract void begin();

  abstract void field(int index, char[] buffer, int offset, int length, boolean quoted);

  /** The record is complete; returns whether to go on. */
  abstract boolean complete();

  /** The line does not parse; returns whether to go on with the line below. */
  abstract boolean broken(long brokenLine, IngestCode code);

  final void restart(long firstLine) {
    linesBefore = firstLine - 1;
    line = firstLine;
  }

  @Override
  protected final void handleBegin(long startingLineNumber) {
    line = linesBefore + startingLineNumber;
    begin();
  }

  @Override
  protected final void handleField(
      int index, char[] buffer, int offset, int length, boolean quoted) {
    field(index, buffer, offset, length, quoted);
  }

  @Override
  protected final RecordHandler buildRecord() {
    return this;
  }
}
