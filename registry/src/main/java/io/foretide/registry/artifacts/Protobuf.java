package io.foretide.registry.artifacts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks a protobuf message field by field: enough to read the outline of an ONNX file without its
 * classes.
 */
final class Protobuf {
  private final ByteBuffer buffer;

  Protobuf(ByteBuffer buffer) {
    this.buffer = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * One field: a number, or bytes.
   *
   * @param bytes empty where it is a number
   */
  record Field(int number, long value, ByteBuffer bytes) {
    String text() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    Protobuf message() {
      return new Protobuf(bytes);
    }

    /** Repeated whole numbers, packed into one field or alone. */
    List<Long> numbers() {
      if (bytes.remaining() == 0) {
        return List.of(value);
      }
      List<Long> numbers = new ArrayList<>();
      Protobuf packed = new Protobuf(bytes);
      while (packed.buffer.hasRemaining()) {
        numbers.add(packed.varint());
      }
      return numbers;
    }
  }

  /**
   * Every field in order.
   *
   * @throws IllegalArgumentException if this is no protobuf message
   */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    try {
      while (buffer.hasRemaining()) {
        fields.add(next());
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a protobuf message", e);
    }
    return fields;
  }

  private Field next() {
    long key = varint();
    int number = (int) (key >>> 3);
    return switch ((int) (key & 7)) {
      case 0 -> new Field(number, varint(), ByteBuffer.allocate(0));
      case 1 -> new Field(number, buffer.getLong(), ByteBuffer.allocate(0));
      case 2 -> {
        int length = Math.toIntExact(varint());
        ByteBuffer bytes = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        yield new Field(number, 0, bytes);
      }
      case 5 -> new Field(number, buffer.getInt(), ByteBuffer.allocate(0));
      default -> throw new IllegalArgumentException("wire type " + (key & 7));
    };
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = buffer.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
