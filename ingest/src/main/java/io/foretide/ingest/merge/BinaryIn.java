package io.foretide.ingest.merge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@link BinaryOut} wrote.
 *
 * <p>Every method throws {@link IllegalArgumentException} where the bytes are something else.
 */
public final class BinaryIn {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;

  public BinaryIn(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasMore() {
    return at < bytes.length;
  }

  public int readByte() {
    need(1);
    return bytes[at++];
  }

  public int readInt() {
    return (int) readRaw();
  }

  /** A count of things that follow, each of at least one byte: refuses what cannot be true. */
  public int readCount() {
    int count = readInt();
    if (count < 0 || count > bytes.length - at) {
      throw new IllegalArgumentException("a count of " + count + " at byte " + at);
    }
    return count;
  }

  public long readLong() {
    long raw = readRaw();
    return (raw >>> 1) ^ -(raw & 1);
  }

  public long readFixedLong() {
    need(8);
    long value = (long) LONGS.get(bytes, at);
    at += 8;
    return value;
  }

  public double readDouble() {
    return Double.longBitsToDouble(readFixedLong());
  }

  public String readText() {
    int length = readCount();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** What was added to the end later than some of these were written: empty where it is absent. */
  public String readTextIfAny() {
    return hasMore() ? readText() : "";
  }

  public List<String> readTexts() {
    int count = readCount();
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(readText());
    }
    return texts;
  }

  public byte[] readBytes() {
    int length = readCount();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Passes over bytes that are read where they lie; gives where they begin. */
  public int skip(int count) {
    need(count);
    at += count;
    return at - count;
  }

  private long readRaw() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without end at byte " + at);
  }

  private void need(int count) {
    if (at + count > bytes.length) {
      throw new IllegalArgumentException("the record ends at byte " + at);
    }
  }
}
