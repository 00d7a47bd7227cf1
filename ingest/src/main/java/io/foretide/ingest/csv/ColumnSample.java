package io.foretide.ingest.csv;

import java.util.List;

/** One column as sampled: its header and its cells that are not empty. */
record ColumnSample(int index, String header, List<String> cells, char decimalMark) {
  static ColumnSample of(
      int index, String header, List<SampleHandler.Sample> rows, char separator) {
    List<String> cells =
        rows.stream()
            .filter(row -> index < row.fields().size())
            .map(row -> row.fields().get(index).strip())
            .filter(cell -> !cell.isEmpty())
            .toList();
    return new ColumnSample(index, header, cells, DecimalGuess.of(cells, separator));
  }

  /** The share of cells that are numbers; 0 of none. */
  double numberShare() {
    return share(cells.stream().filter(this::isNumber).count());
  }

  /** Whether nearly every cell is a number or a yes or no; a column without cells is. */
  boolean isNumeric() {
    return cells.isEmpty()
        || share(cells.stream().filter(c -> isNumber(c) || isFlag(c)).count()) >= 0.9;
  }

  private double share(long count) {
    return cells.isEmpty() ? 0 : (double) count / cells.size();
  }

  private boolean isNumber(String cell) {
    return Double.isFinite(
        new NumberReader().read(cell.toCharArray(), 0, cell.length(), decimalMark));
  }

  private static boolean isFlag(String cell) {
    return !Double.isNaN(WrittenNumber.flag(cell));
  }
}
