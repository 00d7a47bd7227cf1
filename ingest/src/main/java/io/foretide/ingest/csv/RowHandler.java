package io.foretide.ingest.csv;

import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Turns records into rows or rejects. Each field is read where it lies in the parser's buffer; what
 * is wrong with it is only noted, and told once the record is complete.
 */
final class RowHandler extends RecordHandler {
  private final Dialect dialect;
  private final LineCursor rawLines;
  private final RowSink sink;
  private final Role[] roles;
  private final char[] decimalMarks;
  private final int[] targets;
  private final TextCache[] texts;
  private final int dateColumn;
  private final int targetColumn;
  private final SeriesTable series = new SeriesTable();
  private final IdentityCells identity;
  private final NumberReader numbers = new NumberReader();
  private final DateReader dates;
  private final Row row;
  private final RowFaults faults;
  private final RowsWithoutValue withoutValue = new RowsWithoutValue();
  private final boolean bars;
  private final long stepSeconds;

  private boolean headerAhead;
  private int fields;
  private boolean anything;
  private long timeOfDay;
  private boolean fraction;
  private long rows;
  private long rejects;
  private long blanks;

  /** A reading that begins with the header line, which is passed over, if the document has one. */
  RowHandler(Dialect dialect, Instant received, LineCursor rawLines, RowSink sink) {
    this.dialect = dialect;
    this.rawLines = rawLines;
    this.sink = sink;
    List<Dialect.Column> columns = dialect.columns();
    Layout layout = dialect.layout();
    this.roles = columns.stream().map(Dialect.Column::role).toArray(Role[]::new);
    this.decimalMarks = new char[roles.length];
    this.targets = new int[roles.length];
    this.texts = new TextCache[roles.length];
    for (int i = 0; i < roles.length; i++) {
      decimalMarks[i] = columns.get(i).decimalMark();
      targets[i] =
          switch (roles[i]) {
            case TARGET, NUMBER -> layout.numbers().indexOf(columns.get(i).name());
            case ATTRIBUTE -> layout.attributes().indexOf(columns.get(i).name());
            case IDENTITY -> layout.identity().indexOf(columns.get(i).name());
            default -> -1;
          };
      texts[i] = new TextCache();
    }
    this.dateColumn = List.of(roles).indexOf(Role.DATE);
    this.targetColumn = List.of(roles).indexOf(Role.TARGET);
    this.identity = new IdentityCells(layout.identity().size());
    this.dates = new DateReader(dialect.dateOrder(), dialect.step().equals(Step.DAY), received);
    this.row = new Row(layout, series);
    this.faults = new RowFaults(dialect);
    this.bars = layout.target().equals(ColumnNames.CLOSE);
    this.stepSeconds = dialect.step().seconds();
    this.headerAhead = dialect.headerLine() > 0;
  }

  /** To be called at the end of the document. */
  Reading reading() {
    long refused = withoutValue.settle(sink);
    return new Reading(rows + withoutValue.held() - refused, rejects + refused, blanks);
  }

  @Override
  void begin() {
    fields = 0;
    anything = false;
    timeOfDay = 0;
    fraction = false;
    row.operation = Row.Operation.WRITE;
    identity.clear();
    faults.clear();
  }

  @Override
  void field(int index, char[] buffer, int start, int count, boolean quoted) {
    int offset = start;
    int length = count;
    while (length > 0 && isBlank(buffer[offset])) {
      offset++;
      length--;
    }
    while (length > 0 && isBlank(buffer[offset + length - 1])) {
      length--;
    }
    fields = index + 1;
    anything |= length > 0;
    if (index >= roles.length) {
      if (length > 0) {
        faults.surplus();
      }
      return;
    }
    switch (roles[index]) {
      case DATE -> readDate(index, buffer, offset, length);
      case TIME -> readTime(index, buffer, offset, length);
      case TARGET -> readTarget(index, buffer, offset, length);
      case NUMBER -> row.numbers[targets[index]] = covariate(buffer, offset, length, index);
      case IDENTITY -> identity.set(targets[index], buffer, offset, length);
      case ATTRIBUTE -> row.attributes[targets[index]] = texts[index].text(buffer, offset, length);
      case OPERATION -> readOperation(index, buffer, offset, length);
      case IGNORED -> {}
    }
  }

  @Override
  boolean complete() {
    if (headerAhead) {
      headerAhead = false;
      return true;
    }
    if (!anything) {
      blanks++;
      return true;
    }
    row.line = line();
    finishShortRow();
    boolean untold = faults.lacksValueOnly() && row.operation == Row.Operation.WRITE;
    judge();
    if (faults.any()) {
      rejects++;
      sink.reject(reject());
      return true;
    }
    identity.appendTo(series);
    row.series = series.number();
    if (untold) {
      faults.target(NumberReader.Outcome.EMPTY, targetColumn, "");
      withoutValue.hold(row, reject());
      return true;
    }
    if (row.operation == Row.Operation.WRITE) {
      withoutValue.pass(row);
    }
    rows++;
    sink.row(row);
    return true;
  }

  private Reject reject() {
    return faults.toReject(line(), rawLines.line(line(), Reject.LONGEST_RAW));
  }

  @Override
  boolean broken(long brokenLine, IngestCode code) {
    faults.clear();
    String raw = rawLines.line(brokenLine, Reject.LONGEST_RAW);
    rejects++;
    sink.reject(faults.brokenLine(brokenLine, code, raw));
    return true;
  }

  private void readDate(int index, char[] buffer, int offset, int length) {
    row.epochSecond = dates.read(buffer, offset, length);
    fraction = dates.hasFraction();
    if (dates.outcome() != DateReader.Outcome.DATE) {
      faults.date(dates.outcome(), index, new String(buffer, offset, length));
    }
  }

  private void readTime(int index, char[] buffer, int offset, int length) {
    timeOfDay = WrittenTime.secondOfDay(buffer, offset, length);
    if (timeOfDay < 0) {
      faults.time(index, new String(buffer, offset, length));
    }
  }

  private void readTarget(int index, char[] buffer, int offset, int length) {
    row.numbers[0] = numbers.read(buffer, offset, length, decimalMarks[index]);
    if (numbers.outcome() != NumberReader.Outcome.NUMBER) {
      faults.target(numbers.outcome(), index, new String(buffer, offset, length));
    }
  }

  /** A covariate that does not parse is absent; the row still has its value and is kept. */
  private double covariate(char[] buffer, int offset, int length, int index) {
    double number = numbers.read(buffer, offset, length, decimalMarks[index]);
    return numbers.outcome() == NumberReader.Outcome.NOT_A_NUMBER
        ? WrittenNumber.flag(new String(buffer, offset, length))
        : number;
  }

  private void readOperation(int index, char[] buffer, int offset, int length) {
    if (length == 0) {
      return;
    }
    String word = texts[index].text(buffer, offset, length);
    if (Operations.isDelete(word)) {
      row.operation = Row.Operation.DELETE;
    } else if (Operations.isPlan(word)) {
      row.operation = Row.Operation.PLAN;
    } else if (!Operations.isWrite(word)) {
      faults.operation(index, word);
    }
  }

  /** Trailing cells that are not written are empty. */
  private void finishShortRow() {
    if (fields >= roles.length) {
      return;
    }
    for (int i = fields; i < roles.length; i++) {
      switch (roles[i]) {
        case NUMBER -> row.numbers[targets[i]] = Double.NaN;
        case ATTRIBUTE -> row.attributes[targets[i]] = "";
        case DATE, TIME, TARGET, IDENTITY -> faults.missing(fields);
        default -> {}
      }
    }
  }

  private void judge() {
    row.epochSecond += timeOfDay;
    if (row.operation == Row.Operation.DELETE) {
      faults.forgiveTarget();
      Arrays.fill(row.numbers, Double.NaN);
    } else if (row.operation == Row.Operation.PLAN || mayBePlan()) {
      plan();
    } else if (targetColumn < 0) {
      faults.valueMissing("no column holds a value, and the column op does not say plan");
    }
    if (!faults.any()) {
      if (fraction || row.epochSecond % stepSeconds != 0) {
        faults.offGrid(dateColumn, row.epochSecond);
      } else {
        identity.judge(faults, dialect);
      }
    } else {
      faults.judgeSummary(identity, targetColumn);
    }
  }

  private boolean mayBePlan() {
    return faults.lacksValueOnly()
        && !bars
        && withoutValue.mayBePlan(row.epochSecond)
        && goesAlong();
  }

  /** What is planned of the target is no observation of it. */
  private void plan() {
    faults.forgiveTarget();
    row.operation = Row.Operation.PLAN;
    row.numbers[0] = Double.NaN;
    if (!goesAlong()) {
      faults.valueMissing("nothing is planned: no number stands beside the date");
    }
  }

  private boolean goesAlong() {
    for (int i = 1; i < row.numbers.length; i++) {
      if (!Double.isNaN(row.numbers[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' && c != '\0' || c == '\u00A0' || c == '\uFEFF';
  }
}
