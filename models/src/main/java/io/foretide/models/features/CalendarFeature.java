package io.foretide.models.features;

import io.foretide.models.series.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wave over a calendar cycle, UTC, known for every past and future step: {@code week-sin-2} is
 * sin(2 * 2 pi * phase), where the phase of an instant runs from 0 to 1 over the week (from
 * Monday), the day, the month or the year.
 *
 * <p>Three pairs over the week tell all seven weekdays apart, as one column per weekday would.
 */
public final class CalendarFeature {
  private static final Pattern NAME =
      Pattern.compile("(day|week|month|year)-(sin|cos)-([1-9]\\d?)");

  private static final int SECONDS_A_DAY = 86_400;

  private final String cycle;
  private final boolean sine;
  private final int harmonic;

  private CalendarFeature(String cycle, boolean sine, int harmonic) {
    this.cycle = cycle;
    this.sine = sine;
    this.harmonic = harmonic;
  }

  /** Whether {@link #parse} reads this name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public static CalendarFeature parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no calendar feature; they are named like week-sin-1 or year-cos-2");
    }
    return new CalendarFeature(
        matcher.group(1), matcher.group(2).equals("sin"), Integer.parseInt(matcher.group(3)));
  }

  /**
   * The features that can matter at a step: nothing that passes faster than the step itself, and
   * the year only where the step is a day or longer.
   */
  public static List<String> namesFor(Step step) {
    double perDay = step.perDay();
    List<String> names = new ArrayList<>();
    if (perDay > 1.5) {
      addWaves(names, "day", perDay >= 8 ? 4 : 1);
    }
    if (perDay > 0.9) {
      addWaves(names, "week", 3);
    }
    if (perDay < 1.5) {
      addWaves(names, "year", 2);
    }
    return names;
  }

  /** Those of {@link #namesFor} whose cycle takes longer than so many steps. */
  public static List<String> namesBeyond(Step step, int steps) {
    return namesFor(step).stream()
        .filter(name -> parse(name).daysPerCycle() * step.perDay() > steps)
        .toList();
  }

  private double daysPerCycle() {
    return switch (cycle) {
      case "day" -> 1;
      case "week" -> 7;
      case "month" -> 30.4;
      default -> 365.25;
    };
  }

  /** Between -1 and 1. */
  public float at(Instant instant) {
    double angle = 2 * Math.PI * harmonic * phase(instant);
    return (float) (sine ? Math.sin(angle) : Math.cos(angle));
  }

  private double phase(Instant instant) {
    long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY);
    double ofDay = Math.floorMod(instant.getEpochSecond(), SECONDS_A_DAY) / (double) SECONDS_A_DAY;
    return switch (cycle) {
      case "day" -> ofDay;
      // The epoch began on a Thursday.
      case "week" -> (Math.floorMod(day + 3, 7) + ofDay) / 7;
      case "month" -> ofMonth(LocalDate.ofEpochDay(day), ofDay);
      default -> ofYear(LocalDate.ofEpochDay(day), ofDay);
    };
  }

  private static double ofMonth(LocalDate date, double ofDay) {
    return (date.getDayOfMonth() - 1 + ofDay) / date.lengthOfMonth();
  }

  private static double ofYear(LocalDate date, double ofDay) {
    return (date.getDayOfYear() - 1 + ofDay) / date.lengthOfYear();
  }

  private static void addWaves(List<String> names, String cycle, int harmonics) {
    for (int k = 1; k <= harmonics; k++) {
      names.add(cycle + "-sin-" + k);
      names.add(cycle + "-cos-" + k);
    }
  }
}
