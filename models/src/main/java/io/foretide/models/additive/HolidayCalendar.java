package io.foretide.models.additive;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.foretide.models.kind.SettingException;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Public holidays of a country or one of its regions, and days that somebody listed.
 *
 * @param country ISO 3166 code, {@code DE}, or of a region, {@code DE-BY}; empty: none
 * @param events listed days since the epoch, by name
 * @param before how many days before each holiday count as days of it
 * @param after how many days after it
 */
record HolidayCalendar(String country, Map<String, List<Long>> events, int before, int after) {
  private static final Map<String, Map<Long, List<String>>> YEARS = new ConcurrentHashMap<>();
  private static final Comparator<Holiday> ORDER =
      Comparator.comparing(Holiday::getActualDate).thenComparing(Holiday::getPropertiesKey);
  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  HolidayCalendar {
    events = Map.copyOf(events);
    if (!country.isEmpty() && !KNOWN.contains(country)) {
      requireKnown(country);
      KNOWN.add(country);
    }
  }

  boolean isEmpty() {
    return country.isEmpty() && events.isEmpty();
  }

  /**
   * The labels of every holiday of the calendar years that the days from {@code first} to {@code
   * last} touch, by day since the epoch.
   */
  Map<Long, List<String>> days(long first, long last) {
    Map<Long, List<String>> days = new HashMap<>();
    int from = LocalDate.ofEpochDay(first).getYear();
    int to = LocalDate.ofEpochDay(last).getYear();
    if (!country.isEmpty()) {
      // One year more on either side: the days around New Year belong to its neighbours.
      for (int year = from - 1; year <= to + 1; year++) {
        boolean inside = year >= from && year <= to;
        publicHolidays(year)
            .forEach(
                (day, names) -> {
                  if (inside || before + after > 0) {
                    names.forEach(name -> addAround(days, name, day));
                  }
                });
      }
    }
    new TreeMap<>(events).forEach((name, list) -> list.forEach(day -> addAround(days, name, day)));
    return days;
  }

  private void addAround(Map<Long, List<String>> days, String name, long day) {
    for (int distance = -before; distance <= after; distance++) {
      String label = name + (distance < 0 ? "" : "+") + distance;
      days.computeIfAbsent(day + distance, d -> new ArrayList<>()).add(label);
    }
  }

  private Map<Long, List<String>> publicHolidays(int year) {
    return YEARS.computeIfAbsent(country + " " + year, key -> look(year));
  }

  private Map<Long, List<String>> look(int year) {
    Map<Long, List<String>> days = new TreeMap<>();
    Set<Holiday> holidays;
    synchronized (YEARS) {
      // Jollyday does not say that its managers may be shared between threads.
      holidays =
          manager(country).getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, regions(country));
    }
    for (Holiday holiday : holidays.stream().sorted(ORDER).toList()) {
      String name =
          holiday.getPropertiesKey().toLowerCase(Locale.ROOT).replace('_', ' ').replace('.', ' ');
      add(days, holiday.getActualDate(), name);
      holiday
          .getObservedDate()
          .filter(observed -> !observed.equals(holiday.getActualDate()))
          .ifPresent(observed -> add(days, observed, name + " observed"));
    }
    return days;
  }

  private static void add(Map<Long, List<String>> days, LocalDate date, String name) {
    List<String> names = days.computeIfAbsent(date.toEpochDay(), d -> new ArrayList<>());
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  private static HolidayManager manager(String country) {
    String code = country.split("-", 2)[0].toLowerCase(Locale.ROOT);
    return HolidayManager.getInstance(ManagerParameters.create(code));
  }

  private static String[] regions(String country) {
    String[] parts = country.toLowerCase(Locale.ROOT).split("-", -1);
    return Arrays.copyOfRange(parts, 1, parts.length);
  }

  private static void requireKnown(String country) {
    String code = country.split("-", 2)[0].toLowerCase(Locale.ROOT);
    TreeSet<String> known = new TreeSet<>();
    HolidayManager.getSupportedCalendarCodes()
        .forEach(one -> known.add(one.toLowerCase(Locale.ROOT)));
    if (!known.contains(code)) {
      throw new SettingException(
          "setting \"holidays\" is an ISO 3166 code such as DE, US or DE-BY; no calendar is known"
              + " for \""
              + country
              + "\", only for "
              + known);
    }
    String[] regions = regions(country);
    if (regions.length > 0) {
      TreeSet<String> children =
          new TreeSet<>(manager(country).getCalendarHierarchy().getChildren().keySet());
      if (!children.contains(regions[0])) {
        throw new SettingException(
            "setting \"holidays\": "
                + code
                + " has the regions "
                + children
                + ", not "
                + regions[0]);
      }
    }
  }
}
