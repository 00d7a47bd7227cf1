package io.foretide.ingest.csv;

import java.util.List;

/**
 * The line that names the columns: not always the first one.
 *
 * @param line physical line, from 1
 * @param index its index among the sampled records
 * @param names the cells, without surrounding blanks
 */
record HeaderLine(long line, int index, List<String> names) {
  private static final int DEEPEST = 20;

  static HeaderLine find(List<SampleHandler.Sample> records, String file)
      throws UploadRefusedException {
    int first = -1;
    for (int i = 0; i < Math.min(DEEPEST, records.size()); i++) {
      List<String> cells = records.get(i).fields();
      boolean namesDate = cells.stream().anyMatch(ColumnNames::isDate);
      if (namesDate && isNames(cells)) {
        if (filled(cells) == 1 && i > 0 && filled(records.get(i - 1).fields()) > 1) {
          throw new UploadRefusedException(
              IngestCode.SEVERAL_HEADERS,
              file,
              "the column names are spread over lines "
                  + records.get(0).line()
                  + " to "
                  + records.get(i).line()
                  + ".");
        }
        return of(records, i);
      }
      if (isNames(cells)) {
        first = first < 0 && filled(cells) > 1 ? i : first;
      } else if (cells.size() > 1) {
        break;
      }
    }
    if (first < 0) {
      throw new UploadRefusedException(
          IngestCode.NO_HEADER,
          file,
          "line " + records.get(0).line() + " holds values where names are expected.");
    }
    return of(records, first);
  }

  private static HeaderLine of(List<SampleHandler.Sample> records, int index) {
    SampleHandler.Sample record = records.get(index);
    List<String> names = record.fields().stream().map(String::strip).toList();
    int width = names.size();
    // Spreadsheets write separators for empty columns at the right edge.
    while (width > 1 && names.get(width - 1).isEmpty() && emptyBelow(records, index, width - 1)) {
      width--;
    }
    return new HeaderLine(record.line(), index, names.subList(0, width));
  }

  private static boolean emptyBelow(List<SampleHandler.Sample> records, int index, int column) {
    return records.subList(index + 1, records.size()).stream()
        .allMatch(r -> r.fields().size() <= column || r.fields().get(column).isBlank());
  }

  /** Whether no cell is a value: neither a number nor a date. */
  private static boolean isNames(List<String> cells) {
    return cells.stream().noneMatch(HeaderLine::isValue);
  }

  private static boolean isValue(String cell) {
    String text = cell.strip();
    return !text.isEmpty()
        && (!Double.isNaN(WrittenNumber.parse(text, '.'))
            || !Double.isNaN(WrittenNumber.parse(text, ','))
            || WrittenDate.isDate(text));
  }

  private static long filled(List<String> cells) {
    return cells.stream().filter(c -> !c.isBlank()).count();
  }
}
