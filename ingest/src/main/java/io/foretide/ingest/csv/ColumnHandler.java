package io.foretide.ingest.csv;

import java.util.function.Consumer;

/** Shows one column of the whole document to someone. */
final class ColumnHandler extends RecordHandler {
  private final int column;
  private final Consumer<String> cells;

  ColumnHandler(int column, Consumer<String> cells) {
    this.column = column;
    this.cells = cells;
  }

  @Override
  void begin() {}

  @Override
  void field(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index == column) {
      cells.accept(new String(buffer, offset, length));
    }
  }

  @Override
  boolean complete() {
    return true;
  }

  @Override
  boolean broken(long brokenLine, IngestCode code) {
    return true;
  }
}
