package io.foretide.models.series;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The spacing of a series: a fixed number of seconds, or of calendar months. Steps are numbered
 * from an anchor date (the epoch unless stated), so that weekly series keep their weekday.
 *
 * @param seconds length in seconds, 0 for a step of months
 * @param months length in calendar months, 0 for a step of seconds
 * @param anchor the day on which step 0 begins, UTC
 */
public record Step(long seconds, int months, LocalDate anchor) {
  public static final Step DAY = ofSeconds(86_400);
  public static final Step HOUR = ofSeconds(3_600);
  public static final Step MINUTE = ofSeconds(60);
  public static final Step SECOND = ofSeconds(1);
  public static final Step MONTH = new Step(0, 1, LocalDate.EPOCH);

  public Step {
    if (seconds < 0 || months < 0 || (seconds == 0) == (months == 0)) {
      throw new IllegalArgumentException(
          "a step is a positive number of seconds or of months, not "
              + seconds
              + " s and "
              + months
              + " months");
    }
  }

  public static Step ofSeconds(long seconds) {
    return new Step(seconds, 0, LocalDate.EPOCH);
  }

  /** Weeks that begin on the weekday of {@code anyStart}. */
  public static Step weeksFrom(LocalDate anyStart) {
    long phase = Math.floorMod(anyStart.toEpochDay(), 7);
    return new Step(7 * 86_400, 0, LocalDate.ofEpochDay(phase));
  }

  /**
   * Reads what {@link #toString()} wrote: an ISO 8601 duration, then {@code /anchor} if it is not
   * the epoch.
   */
  public static Step parse(String text) {
    int slash = text.indexOf('/');
    String length = slash < 0 ? text : text.substring(0, slash);
    LocalDate anchor = slash < 0 ? LocalDate.EPOCH : LocalDate.parse(text.substring(slash + 1));
    if (length.startsWith("PT")) {
      return new Step(Duration.parse(length).toSeconds(), 0, anchor);
    }
    Period period = Period.parse(length);
    return period.toTotalMonths() > 0
        ? new Step(0, (int) period.toTotalMonths(), anchor)
        : new Step(period.getDays() * 86_400L, 0, anchor);
  }

  /** The number of the step that holds the instant. */
  public long indexOf(Instant instant) {
    if (months > 0) {
      LocalDate date = instant.atZone(ZoneOffset.UTC).toLocalDate();
      return Math.floorDiv(
          ChronoUnit.MONTHS.between(anchor.withDayOfMonth(1), date.withDayOfMonth(1)), months);
    }
    return Math.floorDiv(instant.getEpochSecond() - anchor.toEpochDay() * 86_400, seconds);
  }

  /** The instant at which the step with this number begins. */
  public Instant at(long index) {
    if (months > 0) {
      return anchor
          .withDayOfMonth(1)
          .plusMonths(index * months)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    }
    return Instant.ofEpochSecond(anchor.toEpochDay() * 86_400 + index * seconds);
  }

  /** Steps per day; 1/7 for weeks, about 1/30.4 for months. */
  public double perDay() {
    return months > 0 ? 12 / (365.25 * months) : 86_400.0 / seconds;
  }

  /**
   * The most telling number of steps in a cycle: 7 for days, 24 for hours, 52 for weeks, 12 for
   * months, and otherwise a day's worth, or 1 where a day is not a whole number of steps.
   */
  public int season() {
    if (months > 0) {
      return Math.max(1, 12 / months);
    }
    if (seconds % 86_400 == 0) {
      long days = seconds / 86_400;
      return days == 1 ? 7 : days == 7 ? 52 : 1;
    }
    return 86_400 % seconds == 0 ? (int) (86_400 / seconds) : 1;
  }

  /** The number of steps in a cycle that was chosen, or {@link #season()} where that is 0. */
  public int seasonOr(int chosen) {
    return chosen > 0 ? chosen : season();
  }

  @Override
  public String toString() {
    String length =
        months > 0
            ? Period.ofMonths(months).toString()
            : seconds % 86_400 == 0
                ? "P" + seconds / 86_400 + "D"
                : Duration.ofSeconds(seconds).toString();
    return anchor.equals(LocalDate.EPOCH) ? length : length + "/" + anchor;
  }
}
