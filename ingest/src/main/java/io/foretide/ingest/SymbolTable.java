package io.foretide.ingest;

import java.util.Optional;

/** Finds symbols by the bytes of their names, without making a string of each. */
final class SymbolTable {
  private StoredSymbol[] slots = new StoredSymbol[256];
  private int size;

  Optional<StoredSymbol> find(byte[] bytes, int from, int length) {
    int mask = slots.length - 1;
    for (int at = hash(bytes, from, length) & mask; slots[at] != null; at = (at + 1) & mask) {
      if (slots[at].isNamed(bytes, from, length)) {
        return Optional.of(slots[at]);
      }
    }
    return Optional.empty();
  }

  /** Takes a symbol that is not here yet. */
  void add(StoredSymbol symbol) {
    size++;
    if (size * 4 > slots.length) {
      StoredSymbol[] before = slots;
      slots = new StoredSymbol[before.length * 4];
      for (StoredSymbol one : before) {
        if (one != null) {
          place(one);
        }
      }
    }
    place(symbol);
  }

  private void place(StoredSymbol symbol) {
    byte[] key = symbol.key();
    int mask = slots.length - 1;
    int at = hash(key, 0, key.length) & mask;
    while (slots[at] != null) {
      at = (at + 1) & mask;
    }
    slots[at] = symbol;
  }

  private static int hash(byte[] bytes, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash * 0x9E3779B9) >>> 7;
  }
}
