package io.foretide.models.onnx;

import java.util.NoSuchElementException;

/** What can be told of an ONNX file by looking at it (onnx.proto: ModelProto, GraphProto). */
final class GraphFile {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int FLOAT = 1;
  private static final int FLOAT16 = 10;
  private static final int DOUBLE = 11;

  private GraphFile() {}

  /** Whether this is an ONNX model: a message with a graph that has nodes. */
  static boolean isModel(byte[] file) {
    try {
      WireReader model = new WireReader(file);
      boolean found = false;
      while (model.next()) {
        if (model.field() == MODEL_GRAPH) {
          WireReader graph = model.message();
          while (graph.next()) {
            found |= graph.field() == GRAPH_NODE;
          }
        }
      }
      return found;
    } catch (NoSuchElementException e) {
      return false;
    }
  }

  /** How many floating-point numbers its tensors hold; single numbers do not count. */
  static long parameters(byte[] file) {
    long parameters = 0;
    WireReader model = new WireReader(file);
    while (model.next()) {
      if (model.field() == MODEL_GRAPH) {
        WireReader graph = model.message();
        while (graph.next()) {
          parameters += graph.field() == GRAPH_INITIALIZER ? size(graph.message()) : 0;
        }
      }
    }
    return parameters;
  }

  private static long size(WireReader tensor) {
    long size = 1;
    long type = 0;
    while (tensor.next()) {
      if (tensor.field() == TENSOR_DIMS) {
        for (long dimension : tensor.numbers()) {
          size *= dimension;
        }
      } else if (tensor.field() == TENSOR_TYPE) {
        type = tensor.number();
      }
    }
    boolean counts = type == FLOAT || type == DOUBLE || type == FLOAT16;
    return counts && size > 1 ? size : 0;
  }
}
