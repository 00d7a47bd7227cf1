package io.foretide.ingest;

import io.foretide.ingest.merge.BinaryIn;
import io.foretide.ingest.merge.BinaryOut;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of {@code market.ticks} in one record, read where they lie: one after another. */
final class TickBundle {
  private static final byte[] NOTHING = {};

  private final byte[] bytes;
  private final BinaryIn in;
  private long offset;
  private long timestamp;
  private int keyAt;
  private int keyLength;
  private int valueAt;
  private int valueLength;

  TickBundle(byte[] bytes) {
    this.bytes = bytes;
    this.in = new BinaryIn(bytes);
  }

  /**
   * Adds a record; one without key or value has an empty one. Numbers are of fixed length: a bundle
   * is never stored, only written and read, and for each tick.
   */
  static void add(ConsumerRecord<byte[], byte[]> record, BinaryOut out) {
    byte[] key = record.key() == null ? NOTHING : record.key();
    byte[] value = record.value() == null ? NOTHING : record.value();
    out.writeFixedLong(record.offset())
        .writeFixedLong(record.timestamp())
        .writeFixedLong((long) key.length << Integer.SIZE | value.length)
        .append(key)
        .append(value);
  }

  /** Moves to the next record; false after the last. */
  boolean next() {
    if (!in.hasMore()) {
      return false;
    }
    offset = in.readFixedLong();
    timestamp = in.readFixedLong();
    long lengths = in.readFixedLong();
    keyLength = (int) (lengths >>> Integer.SIZE);
    keyAt = in.skip(keyLength);
    valueLength = (int) lengths;
    valueAt = in.skip(valueLength);
    return true;
  }

  /** The key as text. */
  String key() {
    return new String(bytes, keyAt, keyLength, StandardCharsets.UTF_8);
  }

  /** A copy of the value. */
  byte[] value() {
    return Arrays.copyOfRange(bytes, valueAt, valueAt + valueLength);
  }

  /** What keys and values lie in. */
  byte[] bytes() {
    return bytes;
  }

  long offset() {
    return offset;
  }

  long timestamp() {
    return timestamp;
  }

  int keyAt() {
    return keyAt;
  }

  int keyLength() {
    return keyLength;
  }

  int valueAt() {
    return valueAt;
  }

  int valueLength() {
    return valueLength;
  }
}
