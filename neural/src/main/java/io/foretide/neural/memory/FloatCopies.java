package io.foretide.neural.memory;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Bulk copies between Java arrays and ND4J's memory; ND4J's own go element by element. */
public final class FloatCopies {
  private FloatCopies() {}

  /** The array's elements with the last dimension fastest. */
  public static float[] read(INDArray array) {
    boolean inOrder = array.ordering() == 'c' && !array.isView();
    INDArray dense = inOrder ? array : array.dup('c');
    float[] values = new float[(int) dense.length()];
    NativeFloats.of(dense).read(0, values, 0, values.length);
    if (!inOrder && dense.closeable()) {
      dense.close();
    }
    return values;
  }

  /** Overwrites a dense array's memory, in the order in which it lies there. */
  public static void write(float[] values, INDArray array) {
    if (array.isView() || array.length() != values.length) {
      throw new IllegalArgumentException(
          "a dense array of "
              + values.length
              + " elements is needed, not "
              + array.shapeInfoToString());
    }
    NativeFloats.of(array).write(0, values, 0, values.length);
  }
}
