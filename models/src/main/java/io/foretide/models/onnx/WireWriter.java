package io.foretide.models.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a protobuf message field by field; see {@link WireReader} for why by hand. */
final class WireWriter {
  private static final int BYTES = 2;
  private static final int SEVEN_BITS = 0x7f;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  WireWriter number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  WireWriter bytes(int field, byte[] content) {
    varint((long) field << 3 | BYTES);
    varint(content.length);
    out.writeBytes(content);
    return this;
  }

  WireWriter message(int field, WireWriter inner) {
    return bytes(field, inner.toBytes());
  }

  WireWriter text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A packed list. */
  WireWriter floats(int field, List<Float> values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(raw::putFloat);
    return bytes(field, raw.array());
  }

  /** A packed list. */
  WireWriter numbers(int field, List<Integer> values) {
    WireWriter list = new WireWriter();
    values.forEach(list::varint);
    return bytes(field, list.toBytes());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~SEVEN_BITS) != 0) {
      out.write((int) (rest & SEVEN_BITS) | ~SEVEN_BITS & 0xff);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
