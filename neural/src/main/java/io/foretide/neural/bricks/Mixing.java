package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.NativeFloats;

/**
 * What attention does with its weights: W V of every sequence and head (Vaswani et al. 2017,
 * equation 1), with the way back. Weights are {@code [batch][heads][queries][keys]}, as {@link
 * AttentionWeights} makes them.
 */
final class Mixing {
  private final PairProducts products;

  Mixing(int heads, int size, int queries, int keys) {
    this.products = new PairProducts(heads, size, queries, keys);
  }

  /**
   * @param made written
   */
  void forward(NativeFloats weights, Lanes values, Lanes made, int batch) {
    products.ofKeys(weights, values, made, batch);
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
    products.ofLanes(dMade, values, dWeights, batch);
    products.ofQueries(weights, dMade, beta, dValues, batch);
  }
}
