package io.foretide.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes an ONNX file by hand, field by field as onnx.proto numbers them. */
final class OnnxBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private OnnxBytes() {}

  /** {@code batch x 4} through a Gemm of 4 x 8 with bias and a MatMul of 8 x 2. */
  static byte[] ofTwoLayers() {
    OnnxBytes dimensions =
        new OnnxBytes()
            .field(1, new OnnxBytes().text(2, "batch"))
            .field(1, new OnnxBytes().number(1, 4));
    OnnxBytes type = new OnnxBytes().field(1, new OnnxBytes().number(1, 1).field(2, dimensions));
    OnnxBytes graph =
        new OnnxBytes()
            .field(1, node("1-Dense/Gemm", "Gemm", "x", "w1", "b1"))
            .field(1, node("1-Dense/Relu", "Relu", "1-Dense/Gemm-out"))
            .field(1, node("head", "MatMul", "1-Dense/Relu-out", "w2"))
            .field(5, tensor("w1", 1, 4, 8))
            .field(5, tensor("b1", 1, 8))
            .field(5, tensor("w2", 1, 8, 2))
            .field(5, tensor("axes", 7, 3))
            .field(13, new OnnxBytes().text(1, "1-Dense/Relu-out").field(2, type))
            .field(11, new OnnxBytes().text(1, "x").field(2, type));
    return new OnnxBytes().number(1, 8).text(2, "by hand").field(7, graph).out.toByteArray();
  }

  private static OnnxBytes node(String name, String operator, String... inputs) {
    OnnxBytes node = new OnnxBytes();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, name + "-out").text(3, name).text(4, operator);
  }

  /**
   * @param type 1 float, 7 long
   */
  private static OnnxBytes tensor(String name, int type, int... dimensions) {
    OnnxBytes sizes = new OnnxBytes();
    for (int size : dimensions) {
      sizes.varint(size);
    }
    return new OnnxBytes().field(1, sizes).number(2, type).text(8, name);
  }

  private OnnxBytes number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private OnnxBytes text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxBytes field(int field, OnnxBytes message) {
    return bytes(field, message.out.toByteArray());
  }

  private OnnxBytes bytes(int field, byte[] bytes) {
    varint((long) field << 3 | 2);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
