package io.foretide.ingest.csv;

import java.util.List;

/**
 * One row, as the reader sees it now. The same object is handed out for every row: copy what is to
 * be kept; the strings and the identity list may be kept as they are.
 */
public final class Row {
  /** What the row does to its slot. */
  public enum Operation {
    WRITE,
    /** Says what goes along with the step; what is forecast is absent from its numbers. */
    PLAN,
    /** Empties the slot; the numbers are all absent. */
    DELETE
  }

  final double[] numbers;
  final String[] attributes;
  private final SeriesTable table;
  private final long stepSeconds;
  long line;
  int series;
  long epochSecond;
  Operation operation = Operation.WRITE;

  private Row(Row other) {
    this.numbers = other.numbers.clone();
    this.attributes = other.attributes.clone();
    this.table = other.table;
    this.stepSeconds = other.stepSeconds;
    this.line = other.line;
    this.series = other.series;
    this.epochSecond = other.epochSecond;
    this.operation = other.operation;
  }

  Row(Layout layout, SeriesTable table) {
    this.numbers = new double[layout.numbers().size()];
    this.attributes = new String[layout.attributes().size()];
    this.table = table;
    this.stepSeconds = layout.step().seconds();
  }

  /** The row as it is now, for keeps. */
  Row copy() {
    return new Row(this);
  }

  /** The physical line of the document on which the row begins, from 1. */
  public long line() {
    return line;
  }

  /**
   * The number of the row's series within this reading, from 0 in order of appearance: an index
   * into whatever the caller keeps per series.
   */
  public int series() {
    return series;
  }

  /** The values of the identity columns; the same list for every row of a series. */
  public List<String> identity() {
    return table.identity(series);
  }

  /**
   * When the step begins, in seconds since 1970-01-01 UTC. A file's local times are kept as UTC.
   */
  public long epochSecond() {
    return epochSecond;
  }

  /** The number of the step since 1970-01-01 UTC; the row lies exactly on it. */
  public long slot() {
    return Math.floorDiv(epochSecond, stepSeconds);
  }

  /** Column {@code i} of {@link Layout#numbers()}; NaN where the cell holds no number. */
  public double number(int i) {
    return numbers[i];
  }

  /** {@link #number} of the column to be forecast; finite if the row writes. */
  public double target() {
    return numbers[0];
  }

  /** Column {@code i} of {@link Layout#attributes()}; empty where the cell is. */
  public String attribute(int i) {
    return attributes[i];
  }

  public Operation operation() {
    return operation;
  }
}
