package io.foretide.ingest.csv;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is wrong with the current row: of several faults the first in order of weight is told. */
final class RowFaults {
  private static final Set<String> SUMMARY_WORDS =
      Set.of(
          "total",
          "totals",
          "grandtotal",
          "subtotal",
          "sum",
          "sums",
          "all",
          "average",
          "avg",
          "mean",
          "gesamt",
          "summe",
          "gesamtsumme",
          "totale",
          "somme",
          "suma");
  private static final int LONGEST_QUOTED = 60;

  private final Dialect dialect;
  private final List<Dialect.Column> columns;
  private IngestCode code;
  private int column;
  private String reason = "";
  private String dateText = "";
  private IngestCode targetCode;
  private int target;
  private String targetText = "";

  RowFaults(Dialect dialect) {
    this.dialect = dialect;
    this.columns = dialect.columns();
  }

  void clear() {
    code = null;
    targetCode = null;
    column = -1;
    dateText = "";
    targetText = "";
  }

  boolean any() {
    return code != null || targetCode != null;
  }

  void date(DateReader.Outcome outcome, int index, String text) {
    dateText = text;
    switch (outcome) {
      case EMPTY -> note(IngestCode.DATE_MISSING, index, "there is no date");
      case OUT_OF_RANGE ->
          note(
              IngestCode.DATE_OUT_OF_RANGE,
              index,
              quoted(text) + " is not between 1678 and ten years from now");
      default ->
          note(
              IngestCode.NOT_A_DATE,
              index,
              quoted(text) + " is not a date; expected " + dialect.dateExample());
    }
  }

  void time(int index, String text) {
    note(IngestCode.NOT_A_DATE, index, quoted(text) + " is not a time; expected HH:mm:ss");
  }

  void target(NumberReader.Outcome outcome, int index, String text) {
    targetText = text;
    target = index;
    targetCode =
        switch (outcome) {
          case EMPTY -> IngestCode.VALUE_MISSING;
          case NOT_FINITE -> IngestCode.NOT_FINITE;
          default -> IngestCode.NOT_A_NUMBER;
        };
  }

  /** Whether there is nothing wrong with the row but that it has no value. */
  boolean lacksValueOnly() {
    return code == null && targetCode == IngestCode.VALUE_MISSING;
  }

  void valueMissing(String why) {
    note(IngestCode.VALUE_MISSING, -1, why);
  }

  /** A row that deletes or plans needs no value. */
  void forgiveTarget() {
    targetCode = null;
  }

  void operation(int index, String text) {
    note(
        IngestCode.UNKNOWN_OPERATION,
        index,
        quoted(text) + " is no operation; expected delete, plan, write or nothing");
  }

  void surplus() {
    note(
        IngestCode.TOO_MANY_FIELDS,
        -1,
        "the row has more than the header's " + columns.size() + " fields");
  }

  void missing(int fields) {
    note(
        IngestCode.TOO_FEW_FIELDS,
        -1,
        "the row has " + fields + " of the header's " + columns.size() + " fields");
  }

  void offGrid(int index, long epochSecond) {
    note(
        IngestCode.OFF_GRID,
        index,
        Instant.ofEpochSecond(epochSecond) + " is not on this upload's grid of " + dialect.step());
  }

  void identityMissing(String name) {
    note(
        IngestCode.IDENTITY_MISSING, indexOf(name), "nothing says which series the row belongs to");
  }

  void identityDamaged(String name, String text) {
    note(
        IngestCode.DAMAGED_TEXT,
        indexOf(name),
        quoted(text) + " has characters that could not be read");
  }

  /** A footer with totals, or the header once more, is no damage and gets a code of its own. */
  void judgeSummary(IdentityCells identity, int targetColumn) {
    if (code == IngestCode.DATE_OUT_OF_RANGE || code == IngestCode.TOO_MANY_FIELDS) {
      return;
    }
    if (isHeader(dateText, Role.DATE)
        && (isHeader(targetText, Role.TARGET) || identity.columns() > 0)) {
      replace(IngestCode.REPEATED_HEADER, "the row repeats the header");
      return;
    }
    boolean summary = !dateText.isEmpty() && isSummary(dateText);
    for (int i = 0; i < identity.columns() && dateText.isEmpty(); i++) {
      summary |= isSummary(identity.text(i));
    }
    if (summary
        && (code == IngestCode.NOT_A_DATE
            || code == IngestCode.DATE_MISSING
            || code == IngestCode.TOO_FEW_FIELDS)) {
      replace(IngestCode.SUMMARY_ROW, "a summary row is not an observation");
    }
  }

  Reject toReject(long line, String raw) {
    if (code == null) {
      return new Reject(line, columns.get(target).header(), targetCode, targetReason(), raw);
    }
    return new Reject(line, column < 0 ? "" : columns.get(column).header(), code, reason, raw);
  }

  Reject brokenLine(long line, IngestCode why, String raw) {
    String what =
        why == IngestCode.FIELD_TOO_LONG
            ? "a field is longer than " + RecordReader.LONGEST_FIELD + " characters"
            : "the line has a quote that does not close";
    return new Reject(line, "", why, what, raw);
  }

  private String targetReason() {
    return switch (targetCode) {
      case VALUE_MISSING ->
          "there is no value; to retract one, write delete in a column op, and plan where there is"
              + " none yet";
      case NOT_FINITE -> quoted(targetText) + " is not a finite number";
      default ->
          quoted(targetText)
              + " is not a number; expected one such as 1234"
              + columns.get(target).decimalMark()
              + "5";
    };
  }

  private void note(IngestCode what, int index, String why) {
    if (code == null) {
      replace(what, why);
      column = index;
    }
  }

  private void replace(IngestCode what, String why) {
    code = what;
    reason = why;
    column = -1;
  }

  private int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isHeader(String text, Role role) {
    return !text.isEmpty()
        && columns.stream().anyMatch(c -> c.role() == role && c.header().equalsIgnoreCase(text));
  }

  private static boolean isSummary(String text) {
    String key = ColumnNames.key(text).toLowerCase(Locale.ROOT);
    return SUMMARY_WORDS.contains(key);
  }

  private static String quoted(String text) {
    String shown =
        text.length() > LONGEST_QUOTED ? text.substring(0, LONGEST_QUOTED) + "\u2026" : text;
    return '"' + shown.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
