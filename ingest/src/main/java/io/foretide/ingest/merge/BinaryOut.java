package io.foretide.ingest.merge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A growing buffer for the compact form of internal records: variable-length integers,
 * length-prefixed UTF-8, little-endian doubles. Read back by {@link BinaryIn}.
 */
public final class BinaryOut {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  public BinaryOut(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  public int size() {
    return size;
  }

  public void reset() {
    size = 0;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public BinaryOut writeByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** A number that is rarely negative. */
  public BinaryOut writeInt(int value) {
    return writeRaw(value & 0xFFFF_FFFFL);
  }

  /** A number of either sign, small ones short. */
  public BinaryOut writeLong(long value) {
    return writeRaw((value << 1) ^ (value >> 63));
  }

  public BinaryOut writeFixedLong(long value) {
    room(8);
    LONGS.set(bytes, size, value);
    size += 8;
    return this;
  }

  public BinaryOut writeDouble(double value) {
    return writeFixedLong(Double.doubleToRawLongBits(value));
  }

  /** All of them, without their count. */
  BinaryOut writeDoubles(double[] values) {
    room(8 * values.length);
    for (double value : values) {
      LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
      size += 8;
    }
    return this;
  }

  public BinaryOut writeText(String text) {
    return writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As Avro writes a string: its length counts as a number of either sign. */
  BinaryOut writeAvroText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeLong(utf8.length);
    return append(utf8);
  }

  public BinaryOut writeTexts(List<String> texts) {
    writeInt(texts.size());
    texts.forEach(this::writeText);
    return this;
  }

  public BinaryOut writeBytes(byte[] value) {
    writeInt(value.length);
    return append(value);
  }

  /** Adds bytes without their length. */
  public BinaryOut append(byte[] value) {
    return append(value, value.length);
  }

  /** Adds what another buffer holds, without a length. */
  public BinaryOut append(BinaryOut other) {
    return append(other.bytes, other.size);
  }

  private BinaryOut append(byte[] value, int length) {
    room(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
    return this;
  }

  private BinaryOut writeRaw(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
