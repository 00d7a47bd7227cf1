package io.foretide.models.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An ONNX file of one node, {@code mean = MatMul(target, weights)}, written byte by byte: this
 * module has no ONNX classes, and a file from elsewhere is what it must serve.
 */
final class TinyGraph {
  private static final int FLOAT = 1;

  private TinyGraph() {}

  /** Weights {@code [contextLength][horizon]}. */
  static byte[] matmul(float[][] weights) {
    int context = weights.length;
    int horizon = weights[0].length;
    ByteBuffer raw = ByteBuffer.allocate(4 * context * horizon).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : weights) {
      for (float weight : row) {
        raw.putFloat(weight);
      }
    }
    byte[] node = join(text(1, "target"), text(1, "weights"), text(2, "mean"), text(4, "MatMul"));
    byte[] initializer =
        join(
            number(1, context),
            number(1, horizon),
            number(2, FLOAT),
            text(8, "weights"),
            bytes(9, raw.array()));
    byte[] graph =
        join(
            bytes(1, node),
            text(2, "tiny"),
            bytes(5, initializer),
            bytes(11, value("target", context)),
            bytes(12, value("mean", horizon)));
    return join(number(1, 7), bytes(7, graph), bytes(8, number(2, 13)));
  }

  private static byte[] value(String name, int width) {
    byte[] shape = join(bytes(1, text(2, "batch")), bytes(1, number(1, width)));
    byte[] tensor = join(number(1, FLOAT), bytes(2, shape));
    return join(text(1, name), bytes(2, bytes(1, tensor)));
  }

  private static byte[] text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] number(int field, int value) {
    return join(varint(field << 3), varint(value));
  }

  private static byte[] bytes(int field, byte[] content) {
    return join(varint(field << 3 | 2), varint(content.length), content);
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    while (rest > 127) {
      out.write(rest & 127 | 128);
      rest >>>= 7;
    }
    out.write(rest);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
