package io.foretide.ingest.csv;

/**
 * A time of day: {@code 14:05}, {@code 14:05:30.250}, {@code 2:05 PM}, with or without an offset.
 */
final class WrittenTime {
  private final CharScanner scanner;
  private long secondOfDay;
  private long offsetSeconds;
  private boolean fraction;

  WrittenTime(CharScanner scanner) {
    this.scanner = scanner;
  }

  /** Seconds since midnight of a slice that is a time of day alone, or -1. */
  static long secondOfDay(char[] text, int offset, int length) {
    CharScanner scanner = new CharScanner();
    scanner.over(text, offset, length);
    WrittenTime time = new WrittenTime(scanner);
    boolean whole = time.readTime() && scanner.atEnd() && !time.fraction;
    return whole ? time.secondOfDay : -1;
  }

  void clear() {
    secondOfDay = 0;
    offsetSeconds = 0;
    fraction = false;
  }

  /** From 0 to 86,400: the end of the day may be written as 24:00. */
  long secondOfDay() {
    return secondOfDay;
  }

  /** How far the written clock is ahead of UTC. */
  long offsetSeconds() {
    return offsetSeconds;
  }

  boolean hasFraction() {
    return fraction;
  }

  /** Reads a time and the offset that may follow it. */
  boolean read() {
    return readTime() && readOffset();
  }

  private boolean readTime() {
    clear();
    int hour = scanner.number(2);
    if (scanner.taken() == 0 || !scanner.take(':')) {
      return false;
    }
    int minute = scanner.number(2);
    if (scanner.taken() != 2) {
      return false;
    }
    int second = 0;
    if (scanner.take(':')) {
      second = scanner.number(2);
      if (scanner.taken() != 2 || !readFraction()) {
        return false;
      }
    }
    hour = halfDay(hour);
    secondOfDay = hour * 3_600L + minute * 60L + second;
    return hour >= 0 && minute < 60 && second < 60 && secondOfDay <= 86_400;
  }

  private boolean readFraction() {
    if (!scanner.take('.') && !scanner.take(',')) {
      return true;
    }
    fraction = scanner.number(9) != 0;
    return scanner.taken() > 0;
  }

  /** Reads AM or PM if one follows; -1 if the hour is none of a half day. */
  private int halfDay(int hour) {
    if (scanner.peek() == ' '
        && (scanner.peekSecond() | 32) != 'a'
        && (scanner.peekSecond() | 32) != 'p') {
      return hour;
    }
    scanner.take(' ');
    boolean morning = scanner.takeLetter('a');
    if (!morning && !scanner.takeLetter('p')) {
      return hour;
    }
    boolean complete = scanner.takeLetter('m') && hour >= 1 && hour <= 12;
    return complete ? hour % 12 + (morning ? 0 : 12) : -1;
  }

  private boolean readOffset() {
    scanner.take(' ');
    if (scanner.atEnd() || scanner.takeLetter('z')) {
      return true;
    }
    if (scanner.takeLetter('u')) {
      return scanner.takeLetter('t') && scanner.takeLetter('c');
    }
    if (scanner.takeLetter('g')) {
      return scanner.takeLetter('m') && scanner.takeLetter('t');
    }
    boolean west = scanner.take('-');
    if (!west && !scanner.take('+')) {
      return false;
    }
    int hours = scanner.number(2);
    if (scanner.taken() != 2) {
      return false;
    }
    scanner.take(':');
    int minutes = scanner.number(2);
    offsetSeconds = (hours * 3_600L + minutes * 60L) * (west ? -1 : 1);
    return hours <= 18 && minutes < 60;
  }
}
