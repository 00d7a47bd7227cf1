package io.foretide.models.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Goes through the fields of a protobuf message (proto.dev, "Encoding"): all that is read of ONNX
 * where there are no generated classes.
 */
public final class WireReader {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;

  private final byte[] message;
  private final int end;
  private int at;
  private int field;
  private long number;
  private int contentFrom;
  private int type;

  public WireReader(byte[] message) {
    this(message, 0, message.length);
  }

  private WireReader(byte[] message, int from, int end) {
    this.message = message;
    this.at = from;
    this.end = end;
  }

  /**
   * Moves to the next field; false at the end.
   *
   * @throws NoSuchElementException if this is no protobuf message
   */
  public boolean next() {
    if (at >= end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    contentFrom = at;
    switch (type) {
      case VARINT -> number = varint();
      case EIGHT_BYTES -> skip(Long.BYTES);
      case BYTES -> {
        long length = varint();
        contentFrom = at;
        skip(length);
      }
      case FOUR_BYTES -> skip(Integer.BYTES);
      default -> throw broken();
    }
    if (field == 0) {
      throw broken();
    }
    return true;
  }

  /** The number of the field. */
  public int field() {
    return field;
  }

  /** Its value, where it is an integer. */
  public long number() {
    return number;
  }

  /** Its content as a message. */
  public WireReader message() {
    return new WireReader(message, contentFrom, at);
  }

  /** Its content as text. */
  public String text() {
    return new String(message, contentFrom, at - contentFrom, StandardCharsets.UTF_8);
  }

  /**
   * All messages of one number among the fields that are still to come, which stay to come.
   *
   * @throws NoSuchElementException if this is no protobuf message
   */
  public List<WireReader> messages(int ofField) {
    List<WireReader> found = new ArrayList<>();
    WireReader ahead = new WireReader(message, at, end);
    while (ahead.next()) {
      if (ahead.field == ofField) {
        found.add(ahead.message());
      }
    }
    return found;
  }

  /** Its integers, where it is repeated: packed into one field, or this one alone. */
  public long[] numbers() {
    if (type != BYTES) {
      return new long[] {number};
    }
    WireReader inner = message();
    long[] numbers = new long[at - contentFrom];
    int count = 0;
    while (inner.at < inner.end) {
      numbers[count++] = inner.varint();
    }
    return Arrays.copyOf(numbers, count);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= end) {
        throw broken();
      }
      byte one = message[at++];
      value |= (long) (one & 0x7f) << shift;
      if (one >= 0) {
        return value;
      }
    }
    throw broken();
  }

  private void skip(long bytes) {
    if (bytes < 0 || bytes > end - at) {
      throw broken();
    }
    at += (int) bytes;
  }

  private NoSuchElementException broken() {
    return new NoSuchElementException("not a protobuf message from byte " + at);
  }
}
