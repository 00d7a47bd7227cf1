package io.foretide.neural.bricks;

import io.foretide.neural.memory.NativeFloats;

/**
 * The computation of a brick, with its buffers. Sequences lie in memory as {@code
 * [steps][batch][features]}: a shift in time is a shift by whole rows, and a step is one matrix.
 * Not safe for use by two threads.
 */
public interface Kernel extends AutoCloseable {
  /**
   * @param input must stay as it is until the backward pass that belongs to this one
   * @return the output; the kernel's own memory, valid until the next forward pass
   */
  NativeFloats forward(NativeFloats input, Pass pass);

  /**
   * What of the output counts, for who reads it; as of the input by default. A kernel that makes
   * other steps of its input says which of them count.
   *
   * @param pass of the input
   */
  default Pass behind(Pass pass) {
    return pass;
  }

  /**
   * Follows a forward pass; overwrites the gradients of the brick's parameters with sums over the
   * batch.
   *
   * @param outputGradient of the loss with respect to the output; may be overwritten
   * @param inputWanted whether anybody needs the gradient with respect to the input
   * @return that gradient, {@link NativeFloats#NONE} if it is not wanted; the kernel's own memory,
   *     valid until the next backward pass
   */
  NativeFloats backward(NativeFloats outputGradient, boolean inputWanted);

  /** Frees its buffers. */
  @Override
  void close();
}
