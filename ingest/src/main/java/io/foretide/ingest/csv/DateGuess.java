package io.foretide.ingest.csv;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects evidence on how a column writes its dates. */
final class DateGuess {
  private static final Pattern TWO_ORDERS =
      Pattern.compile("(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})(?:\\D.*)?");
  private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{9,10}");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{12,13}");

  private final Map<DateOrder, DateReader> readers = new EnumMap<>(DateOrder.class);
  private int cells;
  private int yearFirst;
  private int withoutDay;
  private int seconds;
  private int millis;
  private int twoOrders;
  private int dayFirstOnly;
  private int monthFirstOnly;
  private boolean dotted = true;
  private String example = "";
  private final Set<Integer> firstParts = new HashSet<>();
  private final Set<Integer> secondParts = new HashSet<>();
  private final Set<String> years = new HashSet<>();

  DateGuess(Instant received) {
    for (DateOrder order : DateOrder.values()) {
      readers.put(order, new DateReader(order, true, received));
    }
  }

  static DateGuess of(List<String> cells, Instant received) {
    DateGuess guess = new DateGuess(received);
    cells.forEach(guess::add);
    return guess;
  }

  void add(String cell) {
    String text = cell.strip();
    if (text.isEmpty()) {
      return;
    }
    cells++;
    Matcher two = TWO_ORDERS.matcher(text);
    if (two.matches()) {
      addTwoOrders(two, text);
    } else if (EPOCH_SECONDS.matcher(text).matches()) {
      seconds++;
    } else if (EPOCH_MILLIS.matcher(text).matches()) {
      millis++;
    } else if (reads(text, DateOrder.YEAR_FIRST)) {
      yearFirst++;
      example = example.isEmpty() ? text : example;
    } else if (reads(text, DateOrder.WITHOUT_DAY)) {
      withoutDay++;
      example = example.isEmpty() ? text : example;
    }
  }

  private void addTwoOrders(Matcher two, String text) {
    boolean day = reads(text, DateOrder.DAY_FIRST);
    boolean month = reads(text, DateOrder.MONTH_FIRST);
    if (!day && !month) {
      return;
    }
    twoOrders++;
    example = example.isEmpty() ? text : example;
    dotted &= two.group(2).equals(".");
    dayFirstOnly += day && !month ? 1 : 0;
    monthFirstOnly += month && !day ? 1 : 0;
    firstParts.add(Integer.valueOf(two.group(1)));
    secondParts.add(Integer.valueOf(two.group(3)));
    years.add(two.group(4));
  }

  /** The share of cells that are dates in the likeliest order; 0 if there are none. */
  double share() {
    int most = Math.max(twoOrders, Math.max(yearFirst + withoutDay, Math.max(seconds, millis)));
    return cells == 0 ? 0 : (double) most / cells;
  }

  /** The first date met, as written. */
  String example() {
    return example;
  }

  /** The order; empty if these cells are dates but nothing tells day from month. */
  Optional<DateOrder> order() {
    int most = Math.max(twoOrders, Math.max(yearFirst + withoutDay, Math.max(seconds, millis)));
    if (most == 0 || most == yearFirst + withoutDay) {
      return Optional.of(withoutDay > yearFirst ? DateOrder.WITHOUT_DAY : DateOrder.YEAR_FIRST);
    }
    if (most == seconds || most == millis) {
      return Optional.of(most == seconds ? DateOrder.EPOCH_SECONDS : DateOrder.EPOCH_MILLIS);
    }
    return dayOrMonthFirst();
  }

  private Optional<DateOrder> dayOrMonthFirst() {
    // One typing error must not decide, nor undecide: ten to one does.
    if (dayFirstOnly > 10 * monthFirstOnly) {
      return Optional.of(DateOrder.DAY_FIRST);
    }
    if (monthFirstOnly > 10 * dayFirstOnly) {
      return Optional.of(DateOrder.MONTH_FIRST);
    }
    if (dayFirstOnly + monthFirstOnly > 0) {
      return Optional.empty();
    }
    if (dotted) {
      // Nobody writes the month first with dots.
      return Optional.of(DateOrder.DAY_FIRST);
    }
    // Monthly data: over several years, the part that never changes is the day.
    if (years.size() > 1 && firstParts.size() == 1 && secondParts.size() > 1) {
      return Optional.of(DateOrder.DAY_FIRST);
    }
    if (years.size() > 1 && secondParts.size() == 1 && firstParts.size() > 1) {
      return Optional.of(DateOrder.MONTH_FIRST);
    }
    return Optional.empty();
  }

  /** What to tell a sender to write, for an order that {@link #order()} gave. */
  String expected(DateOrder order) {
    Matcher two = TWO_ORDERS.matcher(example);
    if (two.matches()) {
      String mark = two.group(2);
      String year = two.group(4).length() == 4 ? "yyyy" : "yy";
      return order == DateOrder.DAY_FIRST
          ? "dd" + mark + "MM" + mark + year
          : "MM" + mark + "dd" + mark + year;
    }
    return switch (order) {
      case EPOCH_SECONDS -> "seconds since 1970";
      case EPOCH_MILLIS -> "milliseconds since 1970";
      default ->
          example.isEmpty() || example.matches("\\d{4}-\\d{2}-\\d{2}.*")
              ? "yyyy-MM-dd" + (example.length() > 10 ? "THH:mm:ss" : "")
              : "a date such as " + example;
    };
  }

  private boolean reads(String text, DateOrder order) {
    DateReader reader = readers.get(order);
    reader.read(text.toCharArray(), 0, text.length());
    return reader.outcome() == DateReader.Outcome.DATE;
  }
}
