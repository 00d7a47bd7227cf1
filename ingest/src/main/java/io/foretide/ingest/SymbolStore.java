package io.foretide.ingest;

import io.foretide.ingest.market.MarketCalendar;
import io.foretide.ingest.market.MarketSettings;
import io.foretide.ingest.market.SymbolBars;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * The symbols of one partition, as objects while ticks are folded and as bytes when Streams
 * commits: thousands of ticks become one write per symbol. Behind it is an ordinary store in memory
 * with a changelog: {@code s<symbol>} holds its bars, {@code d<symbol>\0<stretch>} the trades it
 * has seen in a stretch of time.
 *
 * <p>That Streams calls {@link #flushCache} after the last record of a transaction and before it
 * ends is what makes this exact. It does so for stores that are {@link CachedStateStore}, a type of
 * its own packages (4.3.1): its caching stores are the same trick, on bytes.
 */
final class SymbolStore implements StateStore, CachedStateStore<String, byte[]> {
  static final String STORE = "symbols";
  private static final char SYMBOL = 's';
  private static final char SEEN = 'd';

  private final MarketSettings settings;
  private final KeyValueStore<String, byte[]> bytes;
  private final Map<String, SymbolBars> symbols = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  private boolean loaded;

  private SymbolStore(MarketSettings settings, KeyValueStore<String, byte[]> bytes) {
    this.settings = settings;
    this.bytes = bytes;
  }

  /** The symbol, new if it has not been met; whoever changes it says so by {@link #changed}. */
  SymbolBars symbol(String name) {
    load();
    SymbolBars known = symbols.get(name);
    if (known == null) {
      known = new SymbolBars(settings, settings.exchanges().calendarOf(name));
      symbols.put(name, known);
    }
    return known;
  }

  void changed(String name) {
    changed.add(name);
  }

  /** Every symbol of the partition. */
  Map<String, SymbolBars> symbols() {
    load();
    return symbols;
  }

  @Override
  public void flushCache() {
    for (String name : changed) {
      SymbolBars symbol = symbols.get(name);
      bytes.put(SYMBOL + name, symbol.toBytes());
      symbol.drainSeen((stretch, ids) -> bytes.put(SEEN + name + '\0' + stretch, ids.orElse(null)));
    }
    changed.clear();
  }

  @Override
  public void clearCache() {
    symbols.clear();
    changed.clear();
    loaded = false;
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<String, byte[]> listener, boolean sendOldValues) {
    return false;
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    try (KeyValueIterator<String, byte[]> all = bytes.range("s", "t")) {
      all.forEachRemaining(
          entry -> {
            String name = entry.key.substring(1);
            MarketCalendar calendar = settings.exchanges().calendarOf(name);
            symbols.put(name, SymbolBars.fromBytes(settings, calendar, entry.value));
          });
    }
    try (KeyValueIterator<String, byte[]> all = bytes.range("d", "e")) {
      all.forEachRemaining(
          entry -> {
            int end = entry.key.lastIndexOf('\0');
            SymbolBars symbol = symbols.get(entry.key.substring(1, end));
            if (symbol != null) {
              symbol.restoreSeen(Long.parseLong(entry.key.substring(end + 1)), entry.value);
            }
          });
    }
  }

  @Override
  public String name() {
    return STORE;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    clearCache();
    bytes.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    bytes.commit(offsets);
  }

  @Override
  public void close() {
    bytes.close();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return bytes.isOpen();
  }

  /** Builds one per partition. */
  static StoreBuilder<SymbolStore> builder(MarketSettings settings, Map<String, String> changelog) {
    return new StoreBuilder<>() {
      @Override
      public StoreBuilder<SymbolStore> withCachingEnabled() {
        return this;
      }

      @Override
      public StoreBuilder<SymbolStore> withCachingDisabled() {
        return this;
      }

      @Override
      public StoreBuilder<SymbolStore> withLoggingEnabled(Map<String, String> config) {
        return this;
      }

      @Override
      public StoreBuilder<SymbolStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("without a changelog it would not be exact");
      }

      @Override
      public SymbolStore build() {
        return new SymbolStore(
            settings,
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(changelog)
                .build());
      }

      @Override
      public Map<String, String> logConfig() {
        return changelog;
      }

      @Override
      public boolean loggingEnabled() {
        return true;
      }

      @Override
      public String name() {
        return STORE;
      }
    };
  }
}
