package io.foretide.ingest.market;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How ticks are folded.
 *
 * @param lengths of the bars that are made, each once
 * @param exchanges when each symbol is traded
 * @param grace how long after a symbol's latest tick an earlier one may still come
 * @param symbols those that are known beside those that an exchange lists; empty if all are
 * @param priceFactor a price more than this many times off the median of the last ones is a slip
 * @param ahead how far a tick's time may lie ahead of the log's
 * @param leap a tick this far ahead of the symbol's last one waits for another that says the same
 */
public record MarketSettings(
    List<BarLength> lengths,
    Exchanges exchanges,
    Duration grace,
    Set<String> symbols,
    double priceFactor,
    Duration ahead,
    Duration leap) {
  public MarketSettings {
    lengths = List.copyOf(lengths);
    symbols = Set.copyOf(symbols);
    if (lengths.isEmpty() || grace.isNegative() || !(priceFactor > 1)) {
      throw new IllegalArgumentException(
          "bars have at least one length, a grace of zero or more and a price factor above 1, not "
              + lengths
              + ", "
              + grace
              + ", "
              + priceFactor);
    }
  }

  public boolean knows(String symbol) {
    return symbols.isEmpty()
        || symbols.contains(symbol)
        || exchanges.bySymbol().containsKey(symbol);
  }

  long graceMicros() {
    return micros(grace);
  }

  long aheadMicros() {
    return micros(ahead);
  }

  long leapMicros() {
    return micros(leap);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000;
  }
}
