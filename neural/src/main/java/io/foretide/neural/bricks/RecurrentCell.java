package io.foretide.neural.bricks;

/**
 * The arithmetic of one step of a recurrence, for a whole batch, without its matrix products. Four
 * blocks of gate values belong to a step; each block, like a state, is {@code [batch][units]} in an
 * array of its own: loops that index all their arrays alike become vector code.
 */
interface RecurrentCell {
  /** Blocks of gate values. */
  int BLOCKS = 4;

  /** How many blocks, the first ones, the input has a part in. */
  int inputBlocks();

  /** How many blocks, the last ones, the state before has a part in. */
  int stateBlocks();

  /** States that a step hands to the next: the one that is said, and any behind it. */
  int states();

  /** Before a forward pass over so many steps of so many values. */
  void reserve(int steps, int size);

  /**
   * The states behind the one that is said, before the first step; they are zero without.
   *
   * @param behind {@code [states - 1][batch * units]}
   */
  void start(float[][] behind);

  /**
   * @param gates the products with input and state, summed; becomes what {@link #backward} needs
   * @param bias of each block, laid out like it
   * @param before the state before the step
   * @param state to fill
   */
  void forward(int step, float[][] gates, float[][] bias, float[] before, float[] state);

  /**
   * Undoes a step for values {@code from..to}: its gates become those that keep everything as it
   * was, so that {@link #backward} passes gradients on.
   */
  void skip(int step, float[][] gates, int from, int to);

  /**
   * After the last call of {@link #backward}: the gradients of {@link #start}.
   *
   * @param behind to fill
   */
  void startGradients(float[][] behind);

  /** Before the first call of {@link #backward}: nothing comes from after the last step. */
  void begin();

  /**
   * @param stateGradient of the loss, with respect to the state after the step; becomes its part in
   *     the gradient of the state before that does not come through a gate
   * @param gateGradients to fill: with respect to the sums in the gates, bias included
   */
  void backward(
      int step, float[][] gates, float[] before, float[] stateGradient, float[][] gateGradients);
}
