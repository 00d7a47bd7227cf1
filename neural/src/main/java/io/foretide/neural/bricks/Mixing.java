package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.NativeFloats;

/**
 * What attention does with its weights: W V of every sequence and head (Vaswani et al. 2017,
 * equation 1), with the way back. Weights are {@code [batch][heads][queries][keys]}, as {@link
 * AttentionWeights} makes them.
 */
final class Mixing {
  private final int heads;
  private final int size;
  private final int queries;
  private final int keys;

  Mixing(int heads, int size, int queries, int keys) {
    this.heads = heads;
    this.size = size;
    this.queries = queries;
    this.keys = keys;
  }

  /**
   * @param made written
   */
  void forward(NativeFloats weights, Lanes values, Lanes made, int batch) {
    for (int b = 0; b < batch; b++) {
      for (int h = 0; h < heads; h++) {
        Gemm.ab(
            queries,
            size,
            keys,
            weights.rows(pair(b, h), keys),
            values.rows(b, h, size),
            0,
            made.rows(b, h, size));
      }
    }
  }

  /**
   * @param dMade the gradient with respect to what was made
   * @param dWeights written
   * @param dValues beta times what is there, and the gradient
   */
  void backward(
      NativeFloats weights,
      Lanes values,
      Lanes dMade,
      NativeFloats dWeights,
      float beta,
      Lanes dValues,
      int batch) {
    for (int b = 0; b < batch; b++) {
      for (int h = 0; h < heads; h++) {
        long pair = pair(b, h);
        Gemm.abT(
            queries,
            keys,
            size,
            dMade.rows(b, h, size),
            values.rows(b, h, size),
            0,
            dWeights.rows(pair, keys));
        Gemm.aTb(
            keys,
            size,
            queries,
            weights.rows(pair, keys),
            dMade.rows(b, h, size),
            beta,
            dValues.rows(b, h, size));
      }
    }
  }

  private long pair(int b, int h) {
    return ((long) b * heads + h) * queries * keys;
  }
}
