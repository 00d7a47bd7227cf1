package io.foretide.ingest;

import io.foretide.ingest.market.MarketCalendar;
import io.foretide.ingest.market.MarketSettings;
import io.foretide.ingest.market.SymbolBars;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, StoredSymbol> symbols = new HashMap<>();
  private final List<StoredSymbol> changed = new ArrayList<>();
  private boolean loaded;

  private SymbolStore(MarketSettings settings, KeyValueStore<String, byte[]> bytes) {
    this.settings = settings;
    this.bytes = bytes;
  }

  /** The symbol, new if it has not been met; whoever changes it says so by {@link #changed}. */
  StoredSymbol symbol(String name) {
    load();
    return symbols.computeIfAbsent(
        name,
        n -> new StoredSymbol(n, new SymbolBars(settings, settings.exchanges().calendarOf(n))));
  }

  void changed(StoredSymbol symbol) {
    if (!symbol.changed) {
      symbol.changed = true;
      changed.add(symbol);
    }
  }

  /** Every symbol of the partition. */
  Collection<StoredSymbol> symbols() {
    load();
    return symbols.values();
  }

  @Override
  public void flushCache() {
    for (StoredSymbol symbol : changed) {
      bytes.put(SYMBOL + symbol.name(), symbol.bars().toBytes());
      symbol
          .bars()
          .drainSeen(
              (stretch, ids) -> bytes.put(SEEN + symbol.name() + '\0' + stretch, ids.orElse(null)));
      symbol.changed = false;
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
            SymbolBars bars = SymbolBars.fromBytes(settings, calendar, entry.value);
            symbols.put(name, new StoredSymbol(name, bars));
          });
    }
    try (KeyValueIterator<String, byte[]> all = bytes.range("d", "e")) {
      all.forEachRemaining(
          entry -> {
            int end = entry.key.lastIndexOf('\0');
            StoredSymbol symbol = symbols.get(entry.key.substring(1, end));
            if (symbol != null) {
              symbol.bars().restoreSeen(Long.parseLong(entry.key.substring(end + 1)), entry.value);
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
