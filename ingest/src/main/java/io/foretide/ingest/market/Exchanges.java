package io.foretide.ingest.market;

import java.util.Map;

/**
 * Which exchange's calendar a symbol keeps.
 *
 * @param otherwise of the symbols that no exchange lists
 * @param bySymbol of those that one does
 */
public record Exchanges(MarketCalendar otherwise, Map<String, MarketCalendar> bySymbol) {
  public Exchanges {
    bySymbol = Map.copyOf(bySymbol);
  }

  /** One calendar for all. */
  public static Exchanges one(MarketCalendar calendar) {
    return new Exchanges(calendar, Map.of());
  }

  public MarketCalendar calendarOf(String symbol) {
    return bySymbol.getOrDefault(symbol, otherwise);
  }
}
