package io.foretide.ingest.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketCalendarTest {
  private static final BarLength DAY = BarLength.parse("1d");
  private static final BarLength HOUR = BarLength.parse("1h");
  private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private final MarketCalendar newYork =
      new MarketCalendar(
          ZoneId.of("America/New_York"),
          LocalTime.of(9, 30),
          LocalTime.of(16, 0),
          WORKDAYS,
          Set.of(LocalDate.of(2026, 7, 3)));

  @Test
  void aDayIsADateOfTheExchangeSummerAndWinter() {
    assertThat(span(newYork, DAY, "2026-01-05T14:30:00Z")).isEqualTo("2026-01-05 14:30 to 21:00");
    assertThat(span(newYork, DAY, "2026-07-06T19:59:59Z")).isEqualTo("2026-07-06 13:30 to 20:00");
  }

  @Test
  void outsideOfSessionsThereIsNoBar() {
    assertThat(span(newYork, DAY, "2026-01-05T14:29:59Z")).isEmpty();
    assertThat(span(newYork, DAY, "2026-01-05T21:00:00Z")).isEmpty();
    assertThat(span(newYork, DAY, "2026-01-04T15:00:00Z")).as("a Sunday").isEmpty();
    assertThat(span(newYork, HOUR, "2026-07-03T15:00:00Z")).as("a holiday").isEmpty();
  }

  @Test
  void anHourLiesOnTheHourAndIsCutBySessions() {
    assertThat(span(newYork, HOUR, "2026-01-05T14:45:00Z")).endsWith("14:30 to 15:00");
    assertThat(span(newYork, HOUR, "2026-01-05T15:45:00Z")).endsWith("15:00 to 16:00");
  }

  @Test
  void aSessionThatBeginsTheEveningBeforeBelongsToTheDayItClosesOn() {
    MarketCalendar futures =
        new MarketCalendar(
            ZoneId.of("America/Chicago"),
            LocalTime.of(17, 0),
            LocalTime.of(16, 0),
            WORKDAYS,
            Set.of());
    assertThat(span(futures, DAY, "2026-01-05T00:30:00Z")).isEqualTo("2026-01-05 23:00 to 22:00");
    assertThat(span(futures, DAY, "2026-01-05T21:59:00Z")).isEqualTo("2026-01-05 23:00 to 22:00");
    assertThat(span(futures, DAY, "2026-01-05T22:30:00Z")).as("the break").isEmpty();
    assertThat(span(futures, DAY, "2026-01-09T23:30:00Z")).as("closes on Saturday").isEmpty();
  }

  /** The date of the slot, begin and end as UTC times; empty if there is none. */
  private static String span(MarketCalendar calendar, BarLength length, String at) {
    return calendar
        .span(length, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at)))
        .map(
            s ->
                LocalDate.ofEpochDay(length.isDay() ? s.slot() : s.slot() / 24)
                    + " "
                    + clock(s.start())
                    + " to "
                    + clock(s.end()))
        .orElse("");
  }

  private static String clock(long micros) {
    return Instant.ofEpochSecond(micros / 1_000_000).toString().substring(11, 16);
  }
}
