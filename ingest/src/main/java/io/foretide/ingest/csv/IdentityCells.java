package io.foretide.ingest.csv;

import java.util.Arrays;

/** The identity values of the current row, in the layout's order rather than the file's. */
final class IdentityCells {
  private final char[][] cells;
  private final int[] lengths;

  IdentityCells(int columns) {
    cells = new char[columns][32];
    lengths = new int[columns];
  }

  void clear() {
    Arrays.fill(lengths, 0);
  }

  void set(int column, char[] buffer, int offset, int length) {
    if (cells[column].length < length) {
      cells[column] = new char[length * 2];
    }
    System.arraycopy(buffer, offset, cells[column], 0, length);
    lengths[column] = length;
  }

  void appendTo(SeriesTable series) {
    series.clear();
    for (int i = 0; i < cells.length; i++) {
      series.append(cells[i], 0, lengths[i]);
    }
  }

  String text(int column) {
    return new String(cells[column], 0, lengths[column]);
  }

  int columns() {
    return cells.length;
  }

  /** Notes an identity value that is missing, damaged or too long to be a name. */
  void judge(RowFaults faults, Dialect dialect) {
    for (int i = 0; i < cells.length; i++) {
      if (lengths[i] == 0) {
        faults.identityMissing(dialect.layout().identity().get(i));
      } else if (isDamaged(cells[i], lengths[i])) {
        faults.identityDamaged(dialect.layout().identity().get(i), text(i));
      }
    }
  }

  private static boolean isDamaged(char[] cell, int length) {
    for (int i = 0; i < length; i++) {
      if (cell[i] == '\uFFFD' || cell[i] == '\0') {
        return true;
      }
    }
    return false;
  }
}
