package io.foretide.models.onnx;

import java.util.Arrays;
import java.util.NoSuchElementException;

/**
 * Goes through the fields of a protobuf message (proto.dev, "Encoding"): all of ONNX that this
 * module reads, which has no generated classes.
 */
final class WireReader {
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

  WireReader(byte[] message) {
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
  boolean next() {
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
  int field() {
    return field;
  }

  /** Its value, where it is an integer. */
  long number() {
    return number;
  }

  /** Its content as a message. */
  WireReader message() {
    return new WireReader(message, contentFrom, at);
  }

  /** Whether it has content rather than one number. */
  boolean isPacked() {
    return type == BYTES;
  }

  /** Its content as integers, one behind the other. */
  long[] packed() {
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
