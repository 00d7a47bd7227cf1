package io.foretide.models.additive;

import io.foretide.models.series.Step;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The places of a seasonality: weekdays, days of the year, times of the day, or parts of whatever
 * its period is.
 */
final class Cycle {
  private static final int MOST_PLACES = 366;
  private static final int LEAP_YEAR = 2024;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private enum Kind {
    DAY("time of the day, UTC"),
    WEEK("day of the week"),
    YEAR("day of the year"),
    OTHER("days since the period began");

    private final String place;

    Kind(String place) {
      this.place = place;
    }
  }

  private final Kind kind;
  private final double days;
  private final int places;

  /**
   * @param days length of the period
   * @param step spacing of the series
   */
  Cycle(double days, Step step) {
    this.days = days;
    this.kind =
        days == 1
            ? Kind.DAY
            : days == 7 ? Kind.WEEK : Math.abs(days - 365.25) < 1 ? Kind.YEAR : Kind.OTHER;
    this.places = (int) Math.max(2, Math.min(MOST_PLACES, Math.round(days * step.perDay())));
  }

  double days() {
    return days;
  }

  int places() {
    return places;
  }

  /** What its places are. */
  String name() {
    return kind.place;
  }

  /** From 0 to below {@link #places}. */
  int placeOf(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    double ofDay = time.toLocalTime().toSecondOfDay() / 86_400.0;
    double phase =
        switch (kind) {
          case DAY -> ofDay;
          case WEEK -> (time.getDayOfWeek().ordinal() + ofDay) / 7;
          case YEAR -> (time.toLocalDate().withYear(LEAP_YEAR).getDayOfYear() - 1 + ofDay) / 366;
          case OTHER -> {
            double since = instant.getEpochSecond() / 86_400.0 / days;
            yield since - Math.floor(since);
          }
        };
    // A step that begins a place belongs to it, whatever rounding makes of it.
    return Math.min(places - 1, (int) (phase * places + 1e-9));
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      names.add(nameOf((double) place / places));
    }
    return names;
  }

  private String nameOf(double phase) {
    return switch (kind) {
      case DAY -> time(phase);
      case WEEK -> {
        double day = phase * 7 + 1e-9;
        String weekday =
            DayOfWeek.of(1 + (int) day).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        yield places <= 7 ? weekday : weekday + " " + time(day - (int) day);
      }
      case YEAR -> DAY.format(LocalDate.ofYearDay(LEAP_YEAR, 1 + (int) (phase * 366 + 1e-9)));
      case OTHER -> String.format(Locale.ROOT, "%.4g", phase * days);
    };
  }

  private static String time(double phase) {
    return LocalTime.ofSecondOfDay(Math.round(phase * 1440) % 1440 * 60).toString();
  }
}
