package io.foretide.neural.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Questions about how an array lies in memory. */
final class Layouts {
  private Layouts() {}

  /** Whether the first dimension is the fastest, without gaps. */
  static boolean isFortran(INDArray array) {
    long expected = 1;
    for (int d = 0; d < array.rank(); d++) {
      if (array.size(d) > 1 && array.stride(d) != expected) {
        return false;
      }
      expected *= array.size(d);
    }
    return true;
  }
}
