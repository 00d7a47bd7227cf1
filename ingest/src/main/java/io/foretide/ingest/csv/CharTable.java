package io.foretide.ingest.csv;

import java.util.Arrays;

/** Gives slices of characters dense numbers, without making a string of each. */
final class CharTable {
  private char[][] keys = new char[64][];
  private int[] hashes = new int[64];
  private int[] slots = new int[256];
  private int size;
  private int last = -1;

  int size() {
    return size;
  }

  /** The slice's number, or -1 if it has none yet. */
  int find(char[] buffer, int offset, int length) {
    // Files are mostly sorted by series: the row before had the same one.
    if (last >= 0 && same(last, buffer, offset, length)) {
      return last;
    }
    int hash = hash(buffer, offset, length);
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && same(number, buffer, offset, length)) {
        last = number;
        return number;
      }
    }
    return -1;
  }

  /** Numbers a slice that {@link #find} does not know. */
  int add(char[] buffer, int offset, int length) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    keys[size] = Arrays.copyOfRange(buffer, offset, offset + length);
    hashes[size] = hash(buffer, offset, length);
    last = size++;
    if (size * 4 > slots.length) {
      slots = new int[slots.length * 4];
      for (int i = 0; i < size; i++) {
        place(i);
      }
    } else {
      place(last);
    }
    return last;
  }

  private void place(int number) {
    int mask = slots.length - 1;
    int slot = hashes[number] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = number + 1;
  }

  private boolean same(int number, char[] buffer, int offset, int length) {
    char[] key = keys[number];
    return key.length == length && Arrays.equals(key, 0, length, buffer, offset, offset + length);
  }

  private static int hash(char[] buffer, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + buffer[i];
    }
    return ((hash * 0x9E3779B9) >>> 7) ^ hash;
  }
}
