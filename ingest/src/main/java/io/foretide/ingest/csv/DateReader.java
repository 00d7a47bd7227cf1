package io.foretide.ingest.csv;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Reads dates and times from slices of characters. A time without an offset is taken as UTC; with
 * one it is converted, except that in daily data midnight anywhere is a date and stays that date.
 */
final class DateReader {
  enum Outcome {
    DATE,
    EMPTY,
    NOT_A_DATE,
    OUT_OF_RANGE
  }

  /**
   * The first whole year that nanoseconds since 1970 can express, which other tools are bound by.
   */
  private static final long EARLIEST = LocalDate.of(1678, 1, 1).toEpochDay() * 86_400;

  private static final int YEARS_AHEAD = 10;

  private final WrittenDate written;
  private final DateOrder order;
  private final boolean keepsMidnight;
  private final long latest;
  private final char[] lastText = new char[10];
  private boolean hasLast;
  private long lastSecond;
  private Outcome outcome = Outcome.EMPTY;
  private boolean fraction;

  /**
   * @param keepsMidnight whether midnight at any offset is meant as that date: so in daily data
   */
  DateReader(DateOrder order, boolean keepsMidnight, Instant received) {
    this.order = order;
    this.keepsMidnight = keepsMidnight;
    this.written = new WrittenDate(order);
    this.latest = received.atOffset(ZoneOffset.UTC).plusYears(YEARS_AHEAD).toEpochSecond();
  }

  Outcome outcome() {
    return outcome;
  }

  /** Whether the last time read has a fraction of a second, which no step can hold. */
  boolean hasFraction() {
    return fraction;
  }

  /** Seconds since 1970-01-01 UTC; meaningless if the outcome is another than DATE. */
  long read(char[] buffer, int offset, int length) {
    fraction = false;
    if (length == 0) {
      outcome = Outcome.EMPTY;
      return 0;
    }
    if (length == 10 && buffer[offset + 4] == '-' && buffer[offset + 7] == '-') {
      return readIso(buffer, offset);
    }
    return readWritten(buffer, offset, length);
  }

  private long readIso(char[] buffer, int offset) {
    if (hasLast && same(buffer, offset)) {
      outcome = Outcome.DATE;
      return lastSecond;
    }
    int year = two(buffer, offset) * 100 + two(buffer, offset + 2);
    int month = two(buffer, offset + 5);
    int day = two(buffer, offset + 8);
    // Negative parts mark a character that is no digit; a negative pair can hide in the year.
    if (two(buffer, offset) < 0
        || two(buffer, offset + 2) < 0
        || !WrittenDate.exists(year, month, day)
        || order == DateOrder.EPOCH_SECONDS
        || order == DateOrder.EPOCH_MILLIS) {
      outcome = Outcome.NOT_A_DATE;
      return 0;
    }
    long second = within(WrittenDate.epochDay(year, month, day) * 86_400);
    if (outcome == Outcome.DATE) {
      System.arraycopy(buffer, offset, lastText, 0, 10);
      lastSecond = second;
      hasLast = true;
    }
    return second;
  }

  private long readWritten(char[] buffer, int offset, int length) {
    if (!written.parse(buffer, offset, length)) {
      outcome = Outcome.NOT_A_DATE;
      return 0;
    }
    fraction = written.hasFraction();
    return within(written.epochSecond(keepsMidnight));
  }

  private long within(long second) {
    outcome = second < EARLIEST || second > latest ? Outcome.OUT_OF_RANGE : Outcome.DATE;
    return second;
  }

  private boolean same(char[] buffer, int offset) {
    // From the back: neighbouring dates differ in the day.
    for (int i = 9; i >= 0; i--) {
      if (lastText[i] != buffer[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static int two(char[] buffer, int at) {
    int tens = buffer[at] - '0';
    int ones = buffer[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
