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

  /** Adds a record; one without key or value has an empty one. */
  static void add(ConsumerRecord<byte[], byte[]> record, BinaryOut out) {
    out.writeLong(record.offset())
        .writeFixedLong(record.timestamp())
        .writeBytes(record.key() == null ? NOTHING : record.key())
        .writeBytes(record.value() == null ? NOTHING : record.value());
  }

  /** Moves to the next record; false after the last. */
  boolean next() {
    if (!in.hasMore()) {
      return false;
    }
    offset = in.readLong();
    timestamp = in.readFixedLong();
    keyLength = in.readCount();
    keyAt = in.skip(keyLength);
    valueLength = in.readCount();
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
