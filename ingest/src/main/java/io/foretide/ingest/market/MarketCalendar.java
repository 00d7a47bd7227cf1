package io.foretide.ingest.market;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * When an exchange trades. Its days are dates in its own zone; bars shorter than a day lie on the
 * hours and minutes of UTC, as the slots of a series do, and end where the session does.
 *
 * @param open when a session begins, local. One that opens later than it closes began the evening
 *     before the day it belongs to; from midnight to midnight, trading never stops
 * @param days on which sessions close
 * @param holidays days without a session
 */
public record MarketCalendar(
    ZoneId zone, LocalTime open, LocalTime close, Set<DayOfWeek> days, Set<LocalDate> holidays) {
  private static final long MICROS = 1_000_000;

  /**
   * The stretch of time of one bar, microseconds since the epoch.
   *
   * @param slot number of the step in its series
   * @param end the first instant after it
   */
  record Span(long slot, long start, long end) {}

  public MarketCalendar {
    days = Set.copyOf(days);
    holidays = Set.copyOf(holidays);
  }

  /** Trading that never stops, by days of UTC. */
  public static MarketCalendar always() {
    return new MarketCalendar(
        ZoneId.of("UTC"),
        LocalTime.MIDNIGHT,
        LocalTime.MIDNIGHT,
        Set.of(DayOfWeek.values()),
        Set.of());
  }

  /** The bar that holds an instant; empty outside of sessions. */
  Optional<Span> span(BarLength length, long micros) {
    return session(micros)
        .map(
            session -> {
              if (length.isDay()) {
                return session;
              }
              long width = length.step().seconds() * MICROS;
              long slot = Math.floorDiv(micros, width);
              return new Span(
                  slot,
                  Math.max(session.start(), slot * width),
                  Math.min(session.end(), (slot + 1) * width));
            });
  }

  /** The session that holds an instant; its slot is its date. */
  private Optional<Span> session(long micros) {
    Instant instant =
        Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    ZonedDateTime local = instant.atZone(zone);
    LocalTime time = local.toLocalTime();
    LocalDate date = local.toLocalDate();
    LocalDate opened = date;
    boolean overnight = !open.isBefore(close) && !neverStops();
    if (overnight && !time.isBefore(open)) {
      date = date.plusDays(1);
    } else if (overnight && time.isBefore(close)) {
      opened = date.minusDays(1);
    } else if (!neverStops() && (overnight || time.isBefore(open) || !time.isBefore(close))) {
      return Optional.empty();
    }
    if (!days.contains(date.getDayOfWeek()) || holidays.contains(date)) {
      return Optional.empty();
    }
    LocalDate closes = neverStops() ? date.plusDays(1) : date;
    return Optional.of(new Span(date.toEpochDay(), micros(opened, open), micros(closes, close)));
  }

  private boolean neverStops() {
    return open.equals(LocalTime.MIDNIGHT) && close.equals(LocalTime.MIDNIGHT);
  }

  private long micros(LocalDate date, LocalTime time) {
    return date.atTime(time).atZone(zone).toEpochSecond() * MICROS;
  }
}
