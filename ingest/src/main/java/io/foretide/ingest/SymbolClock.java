package io.foretide.ingest;

import io.foretide.ingest.market.MarketSettings;
import io.foretide.ingest.market.SymbolBars;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Closes bars of symbols that nobody trades. A symbol's time is that of its latest trade, and goes
 * on from there by the wall clock while none comes: in a live market that is everybody's time, and
 * a replay of last year's ticks, at any speed, is closed by its own. Other symbols of the partition
 * say nothing: they may be replayed from another year.
 *
 * <p>It also tells, a few times a second, the bars that late trades have changed, and believes a
 * tick that was held once nothing has spoken against it.
 */
final class SymbolClock {
  static final Duration PERIOD = Duration.ofMillis(100);
  private static final long LONGEST_MICROS = 3_600_000_000L;

  private final SymbolStore store;
  private final MarketSettings settings;
  private final Map<StoredSymbol, Sighting> sightings = new HashMap<>();
  private final Map<StoredSymbol, Long> heldSince = new HashMap<>();

  /** When a symbol's clock was first seen to stand where it stands. */
  private record Sighting(long clock, long at) {}

  SymbolClock(SymbolStore store, MarketSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * @param now milliseconds since the epoch
   * @param turn is told the symbol that the sink hears of next
   * @return how long there will be nothing to see, unless ticks come; at least {@link #PERIOD}
   */
  Duration look(long now, Consumer<StoredSymbol> turn, SymbolBars.Sink sink) {
    long nextMicros = LONGEST_MICROS;
    for (StoredSymbol stored : store.symbols()) {
      SymbolBars symbol = stored.bars();
      Sighting seen = sightings.get(stored);
      if (seen == null || seen.clock() != symbol.clock()) {
        seen = new Sighting(symbol.clock(), now);
        sightings.put(stored, seen);
      }
      long time = seen.clock() + (now - seen.at()) * 1_000;
      boolean due = symbol.nextToClose() <= time;
      boolean believed = believe(stored, now);
      if (due || believed || symbol.isRevised()) {
        turn.accept(stored);
        if (believed) {
          symbol.believeHeld(sink);
        }
        symbol.passed(time, sink);
        symbol.tellRevised(sink);
        store.changed(stored);
      }
      if (symbol.holds()) {
        nextMicros = 0;
      } else if (symbol.nextToClose() < time + nextMicros) {
        nextMicros = symbol.nextToClose() - time;
      }
    }
    return Duration.ofMillis(Math.max(PERIOD.toMillis(), nextMicros / 1_000 + 1));
  }

  private boolean believe(StoredSymbol symbol, long now) {
    if (!symbol.bars().holds()) {
      heldSince.remove(symbol);
      return false;
    }
    return now - heldSince.computeIfAbsent(symbol, n -> now) > settings.grace().toMillis();
  }
}
