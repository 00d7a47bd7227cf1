package io.foretide.neural.network;

import io.foretide.neural.bricks.Shape;
import io.foretide.neural.memory.NativeFloats;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Between DL4J's {@code [batch, features, steps]} and {@code [steps][batch][features]} in memory.
 */
public final class TimeMajor {
  private TimeMajor() {}

  /**
   * The array as {@code [steps, batch, features]} without gaps: a view where it lies so already, as
   * all that fused layers pass on does; a copy otherwise.
   */
  static INDArray of(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
    INDArray turned = array.permute(2, 0, 1);
    return isDense(turned) ? turned : workspaces.dup(type, turned, 'c');
  }

  /** A copy as {@code [batch, features, steps]}. */
  static INDArray copy(
      NativeFloats memory, Shape shape, int batch, LayerWorkspaceMgr workspaces, ArrayType type) {
    INDArray copy =
        workspaces.createUninitialized(
            type, DataType.FLOAT, new long[] {shape.steps(), batch, shape.features()}, 'c');
    NativeFloats.of(copy).copy(0, memory, 0, copy.length());
    return turn(copy);
  }

  /** {@code [steps, batch, features]} as {@code [batch, features, steps]}: the same memory. */
  public static INDArray turn(INDArray timeMajor) {
    return timeMajor.permute(1, 2, 0);
  }

  private static boolean isDense(INDArray array) {
    long expected = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      if (array.size(d) > 1 && array.stride(d) != expected) {
        return false;
      }
      expected *= array.size(d);
    }
    return true;
  }
}
