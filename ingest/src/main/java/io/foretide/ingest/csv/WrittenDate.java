package io.foretide.ingest.csv;

import java.util.Locale;
import java.util.Map;

/**
 * A date, or date and time, the way people and programs write it: ISO 8601 with its weeks and
 * months, day or month first, {@code yyyyMMdd}, names of months, seconds or milliseconds since
 * 1970.
 */
final class WrittenDate {
  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("feb", 2),
          Map.entry("mar", 3),
          Map.entry("apr", 4),
          Map.entry("may", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("sep", 9),
          Map.entry("oct", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12));
  private static final String[] LONG_MONTHS = {
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
    "december"
  };
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final DateOrder order;
  private char[] buffer = {};
  private int at;
  private int end;
  private long day;
  private long secondOfDay;
  private long offsetSeconds;
  private boolean fraction;

  WrittenDate(DateOrder order) {
    this.order = order;
  }

  /** Whether the slice is a date that exists. */
  boolean parse(char[] text, int offset, int length) {
    buffer = text;
    at = offset;
    end = offset + length;
    secondOfDay = 0;
    offsetSeconds = 0;
    fraction = false;
    if (order == DateOrder.EPOCH_SECONDS || order == DateOrder.EPOCH_MILLIS) {
      return epoch();
    }
    return date() && (at == end || time()) && at == end;
  }

  /** Whether the text is a date in any order that marks its parts. */
  static boolean isDate(String text) {
    char[] chars = text.toCharArray();
    boolean marked = text.indexOf('-') > 0 || text.indexOf('/') > 0 || text.indexOf('.') > 0;
    return marked
        && (new WrittenDate(DateOrder.WITHOUT_DAY).parse(chars, 0, chars.length)
            || new WrittenDate(DateOrder.DAY_FIRST).parse(chars, 0, chars.length)
            || new WrittenDate(DateOrder.MONTH_FIRST).parse(chars, 0, chars.length));
  }

  /** Seconds since midnight of a slice that is a time of day alone, or -1. */
  static long timeOfDay(char[] text, int offset, int length) {
    WrittenDate reader = new WrittenDate(DateOrder.YEAR_FIRST);
    reader.buffer = text;
    reader.at = offset;
    reader.end = offset + length;
    boolean whole = reader.timeOfDay() && reader.at == reader.end && !reader.fraction;
    return whole ? reader.secondOfDay : -1;
  }

  /** Seconds since 1970 UTC; midnight at any offset stays midnight of its date. */
  long epochSecond() {
    long local = day * 86_400 + secondOfDay;
    return secondOfDay == 0 ? local : local - offsetSeconds;
  }

  boolean hasFraction() {
    return fraction;
  }

  static boolean exists(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || year < 1) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= DAYS[month - 1] + (month == 2 && leap ? 1 : 0);
  }

  /** Days since 1970-01-01 of a proleptic Gregorian date, without allocating a LocalDate. */
  static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private boolean epoch() {
    boolean negative = take('-');
    int from = at;
    long number = 0;
    while (at < end && isDigit(buffer[at]) && at - from < 16) {
      number = number * 10 + buffer[at++] - '0';
    }
    if (at == from) {
      return false;
    }
    if (take('.')) {
      number(9);
    }
    number = negative ? -number : number;
    if (order == DateOrder.EPOCH_MILLIS) {
      fraction = number % 1_000 != 0;
      number = Math.floorDiv(number, 1_000L);
    }
    day = Math.floorDiv(number, 86_400L);
    secondOfDay = Math.floorMod(number, 86_400L);
    return at == end;
  }

  private boolean date() {
    int from = at;
    int first = number(8);
    int digits = at - from;
    return switch (digits) {
      case 0 -> monthNameFirst();
      case 4 -> yearFirst(first);
      case 6 -> setMonth(first / 100, first % 100);
      case 8 -> set(first / 10_000, first / 100 % 100, first % 100);
      case 1, 2 -> dayOrMonthFirst(first);
      default -> false;
    };
  }

  private boolean yearFirst(int year) {
    char separator = at < end ? buffer[at] : '\0';
    if (at == end) {
      return setMonth(year, 1);
    }
    if (separator == 'Q' || separator == 'q') {
      return quarter(year);
    }
    if (!isSeparator(separator)) {
      return false;
    }
    at++;
    if (at < end && (buffer[at] == 'W' || buffer[at] == 'w')) {
      return week(year);
    }
    if (at < end && (buffer[at] == 'Q' || buffer[at] == 'q')) {
      return quarter(year);
    }
    int month = at < end && isDigit(buffer[at]) ? number(2) : monthName();
    if (!take(separator)) {
      return setMonth(year, month);
    }
    int from = at;
    int dayOfMonth = number(2);
    return at > from && set(year, month, dayOfMonth);
  }

  private boolean week(int year) {
    at++;
    int from = at;
    int week = number(2);
    if (at - from != 2 || week < 1 || week > 53) {
      return false;
    }
    int weekday = take('-') ? number(1) : 1;
    if (weekday < 1 || weekday > 7) {
      return false;
    }
    // The week with 4 January in it is the first; day 0 (1970-01-01) was a Thursday.
    long fourth = epochDay(year, 1, 4);
    long monday = fourth - Math.floorMod(fourth + 3, 7L) + 7L * (week - 1);
    if (week == 53 && monday > epochDay(year, 12, 28)) {
      return false;
    }
    day = monday + weekday - 1;
    return true;
  }

  private boolean quarter(int year) {
    at++;
    int quarter = number(1);
    return quarter >= 1 && quarter <= 4 && setMonth(year, quarter * 3 - 2);
  }

  private boolean dayOrMonthFirst(int first) {
    char separator = at < end ? buffer[at] : '\0';
    if (!isSeparator(separator)) {
      return false;
    }
    at++;
    if (at < end && !isDigit(buffer[at])) {
      int named = monthName();
      return take(separator) && set(year(), named, first);
    }
    int from = at;
    int second = number(2);
    if (at == from || !take(separator)) {
      return false;
    }
    return switch (order) {
      case DAY_FIRST -> set(year(), second, first);
      case MONTH_FIRST -> set(year(), first, second);
      default -> false;
    };
  }

  private boolean monthNameFirst() {
    int month = monthName();
    if (month < 1 || at >= end || !isSeparator(buffer[at])) {
      return false;
    }
    at++;
    int from = at;
    int number = number(4);
    if (at - from == 4) {
      return setMonth(number, month);
    }
    if (at - from == 0) {
      return false;
    }
    if (at == end) {
      return at - from == 2 && setMonth(century(number), month);
    }
    take(',');
    at = at < end && (isSeparator(buffer[at])) ? at + 1 : at;
    return set(year(), month, number);
  }

  /** Four digits, or two: 70 to 99 are of the last century. 0 if neither. */
  private int year() {
    int from = at;
    int year = number(4);
    return switch (at - from) {
      case 4 -> year;
      case 2 -> century(year);
      default -> 0;
    };
  }

  private static int century(int year) {
    return year < 70 ? 2_000 + year : 1_900 + year;
  }

  private int monthName() {
    int from = at;
    while (at < end && Character.isLetter(buffer[at])) {
      at++;
    }
    if (at - from < 3) {
      return 0;
    }
    String name = new String(buffer, from, at - from).toLowerCase(Locale.ROOT);
    int month = MONTHS.getOrDefault(name.substring(0, 3), 0);
    take('.');
    boolean whole = month > 0 && (name.length() == 3 || LONG_MONTHS[month - 1].startsWith(name));
    return whole ? month : 0;
  }

  private boolean time() {
    if (buffer[at] != 'T' && buffer[at] != ' ' && buffer[at] != 't') {
      return false;
    }
    at++;
    return timeOfDay() && zone();
  }

  private boolean timeOfDay() {
    int from = at;
    int hour = number(2);
    if (at == from || !take(':')) {
      return false;
    }
    from = at;
    int minute = number(2);
    if (at - from != 2) {
      return false;
    }
    int second = 0;
    if (take(':')) {
      from = at;
      second = number(2);
      if (at - from != 2) {
        return false;
      }
      if (take('.') || take(',')) {
        from = at;
        fraction = number(9) != 0;
        if (at == from) {
          return false;
        }
      }
    }
    hour = halfDay(hour);
    if (hour == 24 && minute == 0 && second == 0) {
      day++;
      hour = 0;
    }
    secondOfDay = hour * 3_600L + minute * 60L + second;
    return hour >= 0 && hour < 24 && minute < 60 && second < 60;
  }

  /** Reads AM or PM if one follows; -1 if the hour is none of a half day. */
  private int halfDay(int hour) {
    int mark = at < end && buffer[at] == ' ' ? at + 1 : at;
    if (mark + 2 > end || (buffer[mark + 1] | 32) != 'm') {
      return hour;
    }
    int half = buffer[mark] | 32;
    if (half != 'a' && half != 'p') {
      return hour;
    }
    at = mark + 2;
    return hour < 1 || hour > 12 ? -1 : hour % 12 + (half == 'p' ? 12 : 0);
  }

  private boolean zone() {
    take(' ');
    if (at == end || take('Z') || take('z')) {
      return true;
    }
    if (end - at == 3 && new String(buffer, at, 3).matches("UTC|GMT")) {
      at = end;
      return true;
    }
    boolean west = buffer[at] == '-';
    if (!west && buffer[at] != '+') {
      return false;
    }
    at++;
    int from = at;
    int hours = number(2);
    if (at - from != 2) {
      return false;
    }
    take(':');
    int minutes = at < end ? number(2) : 0;
    offsetSeconds = (hours * 3_600L + minutes * 60L) * (west ? -1 : 1);
    return hours <= 18 && minutes < 60;
  }

  private boolean set(int year, int month, int dayOfMonth) {
    if (!exists(year, month, dayOfMonth)) {
      return false;
    }
    day = epochDay(year, month, dayOfMonth);
    return true;
  }

  /** A month without a day is a date only in a file that never writes days: else it is cut off. */
  private boolean setMonth(int year, int month) {
    return order == DateOrder.WITHOUT_DAY && set(year, month, 1);
  }

  /** Reads up to so many digits; none read as 0, which no caller takes for a part of a date. */
  private int number(int most) {
    int value = 0;
    for (int left = most; left > 0 && at < end && isDigit(buffer[at]); left--) {
      value = value * 10 + buffer[at++] - '0';
    }
    return value;
  }

  private boolean take(char c) {
    if (at < end && buffer[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '/' || c == '.' || c == ' ';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
