package io.foretide.ingest.csv;

/**
 * Reads numbers from slices of characters. What spreadsheets and registers write is understood:
 * either decimal mark, grouped thousands, currency signs, per cent ({@code 20 %} is 0.2), and
 * negatives in parentheses or with the sign behind.
 *
 * <p>Plain numbers of up to 15 digits take a path without allocation that is exact: both the digits
 * and the power of ten are doubles (Clinger 1990).
 */
final class NumberReader {
  enum Outcome {
    NUMBER,
    EMPTY,
    NOT_A_NUMBER,
    NOT_FINITE
  }

  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int EXACT_DIGITS = 15;

  private Outcome outcome = Outcome.EMPTY;

  /** How the last reading went. */
  Outcome outcome() {
    return outcome;
  }

  /** The number, or NaN if the outcome is another than NUMBER. */
  double read(char[] buffer, int offset, int length, char decimalMark) {
    if (length == 0) {
      outcome = Outcome.EMPTY;
      return Double.NaN;
    }
    int at = offset;
    int end = offset + length;
    boolean negative = buffer[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int pointAt = -1;
    for (; at < end; at++) {
      int digit = buffer[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
      } else if (buffer[at] == decimalMark && pointAt < 0) {
        pointAt = count;
      } else {
        return readWritten(new String(buffer, offset, length), decimalMark);
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return readWritten(new String(buffer, offset, length), decimalMark);
    }
    outcome = Outcome.NUMBER;
    double magnitude = pointAt < 0 ? digits : digits / TENS[count - pointAt];
    return negative ? -magnitude : magnitude;
  }

  private double readWritten(String text, char decimalMark) {
    double number = WrittenNumber.parse(text, decimalMark);
    if (Double.isNaN(number)) {
      outcome = WrittenNumber.meansNotFinite(text) ? Outcome.NOT_FINITE : Outcome.NOT_A_NUMBER;
    } else if (Double.isInfinite(number)) {
      outcome = Outcome.NOT_FINITE;
      return Double.NaN;
    } else {
      outcome = Outcome.NUMBER;
    }
    return number;
  }
}
