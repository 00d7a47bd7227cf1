package io.foretide.models.additive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One column per holiday and day around it: one on that day, zero otherwise. The columns are those
 * of the years that were fitted; a holiday that first appears later has no weight, as in Prophet.
 *
 * @param calendar which days are holidays
 * @param labels the columns: name and distance in days, such as {@code christmas+0}
 */
record Holidays(
    HolidayCalendar calendar, double priorScale, boolean multiplicative, List<String> labels)
    implements Term {
  static final String NAME = "holidays";

  Holidays {
    labels = List.copyOf(labels);
  }

  /** With a column for every holiday of the calendar in the years of these steps. */
  static Holidays over(
      HolidayCalendar calendar, double priorScale, boolean multiplicative, Inputs inputs) {
    TreeSet<String> labels = new TreeSet<>();
    calendar
        .days(inputs.dayAt(0), inputs.dayAt(inputs.steps() - 1))
        .values()
        .forEach(labels::addAll);
    return new Holidays(calendar, priorScale, multiplicative, List.copyOf(labels));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int columns() {
    return labels.size();
  }

  @Override
  public List<String> reads() {
    return List.of();
  }

  @Override
  public void fill(Inputs inputs, double[] x, int stride, int offset) {
    if (inputs.steps() == 0) {
      return;
    }
    Map<String, Integer> column = new HashMap<>();
    for (int c = 0; c < labels.size(); c++) {
      column.put(labels.get(c), c);
    }
    Map<Long, List<String>> days = calendar.days(inputs.dayAt(0), inputs.dayAt(inputs.steps() - 1));
    for (int i = 0; i < inputs.steps(); i++) {
      for (String label : days.getOrDefault(inputs.dayAt(i), List.of())) {
        Integer c = column.get(label);
        if (c != null) {
          x[i * stride + offset + c] = 1;
        }
      }
    }
  }
}
