package io.foretide.ingest;

import io.foretide.ingest.market.SymbolBars;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A symbol of {@link SymbolStore}. */
final class StoredSymbol {
  private final String name;
  private final SymbolBars bars;
  private final byte[] key;

  /** Whether it is to be written at the next commit; the store's. */
  boolean changed;

  StoredSymbol(String name, SymbolBars bars) {
    this.name = name;
    this.bars = bars;
    this.key = name.getBytes(StandardCharsets.UTF_8);
  }

  String name() {
    return name;
  }

  SymbolBars bars() {
    return bars;
  }

  /** The name as a record's key. */
  byte[] key() {
    return key;
  }

  boolean isNamed(byte[] bytes, int from, int length) {
    return Arrays.equals(key, 0, key.length, bytes, from, from + length);
  }
}
