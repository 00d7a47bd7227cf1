package io.foretide.neural.bricks;

import io.foretide.neural.export.OnnxGraph;

/** Weight matrices of gated recurrences, whose columns are the units of one gate after another. */
final class GateMatrix {
  private GateMatrix() {}

  /** Every gate is a matrix of its own and begins as such. */
  static Parameter weight(String name, int rows, int units, int gates) {
    Init one = Init.xavier();
    Init all =
        (values, r, columns, random) -> {
          float[] gate = new float[rows * units];
          for (int g = 0; g < gates; g++) {
            one.fill(gate, rows, units, random);
            for (int row = 0; row < rows; row++) {
              System.arraycopy(gate, row * units, values, row * columns + g * units, units);
            }
          }
        };
    return Parameter.weight(name, rows, gates * units, all);
  }

  /**
   * As a constant of an ONNX graph, {@code [1][gates * units][rows]}.
   *
   * @param order the gates as ONNX wants them, each by its place here
   */
  static String export(OnnxGraph g, float[] matrix, int units, int... order) {
    int columns = order.length * units;
    int rows = matrix.length / columns;
    float[] turned = new float[matrix.length];
    for (int gate = 0; gate < order.length; gate++) {
      for (int u = 0; u < units; u++) {
        int from = order[gate] * units + u;
        for (int r = 0; r < rows; r++) {
          turned[(gate * units + u) * rows + r] = matrix[r * columns + from];
        }
      }
    }
    return g.constant(turned, 1, columns, rows);
  }
}
