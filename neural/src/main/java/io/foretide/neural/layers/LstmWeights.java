package io.foretide.neural.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Input weights {@code [inputs][4 units]}, recurrent weights {@code [units][4 units]} and bias
 * {@code [4 units]} as DL4J holds them, all in 'f' order; or their gradients.
 */
record LstmWeights(INDArray input, INDArray recurrent, INDArray bias) {
  /** Writes {@code [4 units][inputs + units + 1]}: a gate's weights, then its bias, in one row. */
  void pack(NativeFloats packed) {
    int inputs = (int) input.size(0);
    int units = (int) recurrent.size(0);
    int rows = inputs + units + 1;
    NativeFloats w = memory(input);
    NativeFloats r = memory(recurrent);
    NativeFloats b = memory(bias);
    for (int gate = 0; gate < 4 * units; gate++) {
      packed.copy(gate * rows, w, gate * inputs, inputs);
      packed.copy(gate * rows + inputs, r, gate * units, units);
      packed.copy(gate * rows + inputs + units, b, gate, 1);
    }
  }

  /** The reverse of {@link #pack}. */
  void unpack(NativeFloats packed) {
    int inputs = (int) input.size(0);
    int units = (int) recurrent.size(0);
    int rows = inputs + units + 1;
    NativeFloats w = memory(input);
    NativeFloats r = memory(recurrent);
    NativeFloats b = memory(bias);
    for (int gate = 0; gate < 4 * units; gate++) {
      w.copy(gate * inputs, packed, gate * rows, inputs);
      r.copy(gate * units, packed, gate * rows + inputs, units);
      b.copy(gate, packed, gate * rows + inputs + units, 1);
    }
  }

  private static NativeFloats memory(INDArray array) {
    if (!Layouts.isFortran(array)) {
      throw new IllegalStateException(
          "LSTM parameters lie in 'f' order in DL4J, but these have strides "
              + java.util.Arrays.toString(array.stride()));
    }
    return NativeFloats.of(array);
  }
}
