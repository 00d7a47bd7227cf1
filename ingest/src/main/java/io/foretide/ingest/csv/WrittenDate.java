package io.foretide.ingest.csv;

/**
 * A date, or date and time, the way people and programs write it: ISO 8601 with its weeks and
 * months, day or month first, {@code yyyyMMdd}, names of months, seconds or milliseconds since
 * 1970.
 */
final class WrittenDate {
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final DateOrder order;
  private final CharScanner scanner = new CharScanner();
  private final WrittenTime time = new WrittenTime(scanner);
  private long day;
  private long epochSecondOfDay;
  private boolean epochFraction;

  WrittenDate(DateOrder order) {
    this.order = order;
  }

  /** Whether the slice is a date that exists. */
  boolean parse(char[] text, int offset, int length) {
    scanner.over(text, offset, length);
    time.clear();
    epochSecondOfDay = 0;
    epochFraction = false;
    if (order == DateOrder.EPOCH_SECONDS || order == DateOrder.EPOCH_MILLIS) {
      return epoch();
    }
    return date() && (scanner.atEnd() || takeBetween() && time.read()) && scanner.atEnd();
  }

  /**
   * Seconds since 1970 UTC.
   *
   * @param keepsMidnight whether midnight at any offset is meant as that date: so in daily data
   */
  long epochSecond(boolean keepsMidnight) {
    long local = day * 86_400 + time.secondOfDay() + epochSecondOfDay;
    return keepsMidnight && time.secondOfDay() == 0 ? local : local - time.offsetSeconds();
  }

  boolean hasFraction() {
    return epochFraction || time.hasFraction();
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

  static boolean exists(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || year < 1) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= DAYS[month - 1] + (month == 2 && leap ? 1 : 0);
  }

  /**
   * Days since 1970-01-01 of a proleptic Gregorian date, without allocating a LocalDate (Hinnant,
   * "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
   */
  static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private boolean takeBetween() {
    return scanner.take('T') || scanner.take('t') || scanner.take(' ');
  }

  private boolean epoch() {
    boolean negative = scanner.take('-');
    long number = scanner.longNumber();
    if (scanner.taken() == 0) {
      return false;
    }
    if (scanner.take('.')) {
      epochFraction = scanner.number(9) != 0;
    }
    number = negative ? -number : number;
    if (order == DateOrder.EPOCH_MILLIS) {
      epochFraction |= number % 1_000 != 0;
      number = Math.floorDiv(number, 1_000L);
    }
    day = Math.floorDiv(number, 86_400L);
    epochSecondOfDay = Math.floorMod(number, 86_400L);
    return scanner.atEnd();
  }

  private boolean date() {
    int first = scanner.number(8);
    return switch (scanner.taken()) {
      case 0 -> monthNameFirst();
      case 4 -> yearFirst(first);
      case 6 -> setMonth(first / 100, first % 100);
      case 8 -> set(first / 10_000, first / 100 % 100, first % 100);
      case 1, 2 -> dayOrMonthFirst(first);
      default -> false;
    };
  }

  private boolean yearFirst(int year) {
    if (scanner.atEnd()) {
      return setMonth(year, 1);
    }
    char separator = scanner.peek();
    scanner.takeSeparator();
    if (scanner.takeLetter('q')) {
      return quarter(year);
    }
    if (!CharScanner.isSeparator(separator)) {
      return false;
    }
    if (scanner.takeLetter('w')) {
      return week(year);
    }
    int month = scanner.atDigit() ? scanner.number(2) : scanner.monthName();
    if (!scanner.take(separator)) {
      return setMonth(year, month);
    }
    return set(year, month, scanner.number(2));
  }

  private boolean week(int year) {
    int week = scanner.number(2);
    if (scanner.taken() != 2 || week < 1 || week > 53) {
      return false;
    }
    int weekday = scanner.take('-') ? scanner.number(1) : 1;
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
    int quarter = scanner.number(1);
    return quarter >= 1 && quarter <= 4 && setMonth(year, quarter * 3 - 2);
  }

  private boolean dayOrMonthFirst(int first) {
    char separator = scanner.peek();
    if (!scanner.takeSeparator()) {
      return false;
    }
    if (!scanner.atDigit()) {
      int named = scanner.monthName();
      return scanner.takeSeparator() && set(year(), named, first);
    }
    int second = scanner.number(2);
    if (!scanner.take(separator)) {
      return false;
    }
    return switch (order) {
      case DAY_FIRST -> set(year(), second, first);
      case MONTH_FIRST -> set(year(), first, second);
      default -> false;
    };
  }

  private boolean monthNameFirst() {
    int month = scanner.monthName();
    if (month < 1 || !scanner.takeSeparator()) {
      return false;
    }
    int number = scanner.number(4);
    if (scanner.taken() == 4) {
      return setMonth(number, month);
    }
    if (scanner.taken() == 2 && scanner.atEnd()) {
      return setMonth(century(number), month);
    }
    scanner.take(',');
    scanner.takeSeparator();
    return set(year(), month, number);
  }

  /** Four digits, or two: 70 to 99 are of the last century. 0 if neither. */
  private int year() {
    int year = scanner.number(4);
    return switch (scanner.taken()) {
      case 4 -> year;
      case 2 -> century(year);
      default -> 0;
    };
  }

  private static int century(int year) {
    return year < 70 ? 2_000 + year : 1_900 + year;
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
}
