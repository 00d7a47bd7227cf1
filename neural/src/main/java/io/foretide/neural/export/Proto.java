package io.foretide.neural.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/** The pieces of an ONNX file (onnx.proto): attributes, constants, shapes. */
final class Proto {
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;

  private Proto() {}

  /**
   * @param model with nothing but what describes it
   */
  static byte[] file(Onnx.ModelProto.Builder model, Onnx.GraphProto.Builder graph) {
    return model
        .setIrVersion(IR_VERSION)
        .setProducerName("foretide")
        .addAllOpsetImport(
            List.of(Onnx.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET).build()))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  static Onnx.AttributeProto.Builder integer(String name, long value) {
    return Onnx.AttributeProto.newBuilder()
        .setName(name)
        .setType(Onnx.AttributeProto.AttributeType.INT)
        .setI(value);
  }

  static Onnx.AttributeProto.Builder integers(String name, int... values) {
    Onnx.AttributeProto.Builder attribute =
        Onnx.AttributeProto.newBuilder()
            .setName(name)
            .setType(Onnx.AttributeProto.AttributeType.INTS);
    for (int value : values) {
      attribute.addInts(value);
    }
    return attribute;
  }

  /** No dimension means a scalar. */
  static Onnx.TensorProto.Builder tensor(float[] values, long... dimensions) {
    ByteBuffer raw = buffer(values.length * Float.BYTES);
    raw.asFloatBuffer().put(values);
    return tensor(Onnx.TensorProto.DataType.FLOAT, raw, dimensions);
  }

  /** No dimension means a scalar. */
  static Onnx.TensorProto.Builder tensor(long[] values, long... dimensions) {
    ByteBuffer raw = buffer(values.length * Long.BYTES);
    raw.asLongBuffer().put(values);
    return tensor(Onnx.TensorProto.DataType.INT64, raw, dimensions);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Onnx.TensorProto.Builder tensor(
      Onnx.TensorProto.DataType type, ByteBuffer raw, long... dimensions) {
    Onnx.TensorProto.Builder tensor =
        Onnx.TensorProto.newBuilder()
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  /** A value whose first dimension is the batch. */
  static Onnx.ValueInfoProto batched(String name, int... dimensions) {
    Onnx.TensorShapeProto.Builder shape = Onnx.TensorShapeProto.newBuilder().addDim(batch());
    for (int dimension : dimensions) {
      shape.addDim(size(dimension));
    }
    return value(name, shape);
  }

  /** A value of {@code [steps][batch][features]}. */
  static Onnx.ValueInfoProto sequence(String name, int steps, int features) {
    return value(
        name,
        Onnx.TensorShapeProto.newBuilder()
            .addDim(size(steps))
            .addDim(batch())
            .addDim(size(features)));
  }

  private static Onnx.TensorShapeProto.Dimension batch() {
    return Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("batch").build();
  }

  private static Onnx.TensorShapeProto.Dimension size(int size) {
    return Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
  }

  private static Onnx.ValueInfoProto value(String name, Onnx.TensorShapeProto.Builder shape) {
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            Onnx.TypeProto.newBuilder()
                .setTensorType(
                    Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
