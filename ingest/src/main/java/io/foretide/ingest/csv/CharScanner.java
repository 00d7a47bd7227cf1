package io.foretide.ingest.csv;

import java.util.List;
import java.util.Locale;

/** Walks over a slice of characters, taking digits, names and marks. */
final class CharScanner {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private char[] buffer = {};
  private int at;
  private int end;
  private int taken;

  void over(char[] text, int offset, int length) {
    buffer = text;
    at = offset;
    end = offset + length;
    taken = 0;
  }

  boolean atEnd() {
    return at == end;
  }

  /** The next character, NUL at the end. */
  char peek() {
    return at < end ? buffer[at] : '\0';
  }

  /** The character behind the next one, NUL at the end. */
  char peekSecond() {
    return at + 1 < end ? buffer[at + 1] : '\0';
  }

  void skip() {
    at++;
  }

  boolean take(char c) {
    if (at < end && buffer[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  boolean takeLetter(char lowerCase) {
    return take(lowerCase) || take((char) (lowerCase - 32));
  }

  boolean takeSeparator() {
    if (isSeparator(peek())) {
      at++;
      return true;
    }
    return false;
  }

  /** Reads up to so many digits; none read as 0. {@link #taken()} tells how many there were. */
  int number(int most) {
    int value = 0;
    int from = at;
    while (at - from < most && atDigit()) {
      value = value * 10 + buffer[at++] - '0';
    }
    taken = at - from;
    return value;
  }

  /** Like {@link #number}, of up to 16 digits. */
  long longNumber() {
    long value = 0;
    int from = at;
    while (at - from < 16 && atDigit()) {
      value = value * 10 + buffer[at++] - '0';
    }
    taken = at - from;
    return value;
  }

  /** How many digits the last number had. */
  int taken() {
    return taken;
  }

  boolean atDigit() {
    return at < end && buffer[at] >= '0' && buffer[at] <= '9';
  }

  /** Reads the English name of a month, whole or from its third letter on; 0 if it is none. */
  int monthName() {
    int from = at;
    while (at < end && Character.isLetter(buffer[at])) {
      at++;
    }
    if (at - from < 3) {
      return 0;
    }
    String name = new String(buffer, from, at - from).toLowerCase(Locale.ROOT);
    take('.');
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).startsWith(name)) {
        return i + 1;
      }
    }
    return 0;
  }

  static boolean isSeparator(char c) {
    return c == '-' || c == '/' || c == '.' || c == ' ';
  }
}
