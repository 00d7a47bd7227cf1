package io.foretide.neural.bricks;

import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/** What a kernel is told of one forward pass beside its input. */
public final class Pass {
  private static final float[] NONE = {};

  private final int batch;
  private final boolean training;
  private final int iteration;
  private final float[] mask;

  private Pass(int batch, boolean training, int iteration, float[] mask) {
    this.batch = batch;
    this.training = training;
    this.iteration = iteration;
    this.mask = mask;
  }

  /** A pass of inference, in which every step of every sequence counts. */
  public static Pass inference(int batch) {
    return new Pass(batch, false, 0, NONE);
  }

  /**
   * A pass that a backward pass follows.
   *
   * @param iteration of the optimiser: what is drawn at random depends on it and on the kernel's
   *     seed alone, so that a network that was saved learns on as if nothing had been
   */
  public static Pass training(int batch, int iteration) {
    return new Pass(batch, true, iteration, NONE);
  }

  /**
   * @param steps {@code [steps][batch]}: 1 where the step counts, 0 where it is padding
   */
  public Pass masked(float[] steps) {
    return new Pass(batch, training, iteration, steps);
  }

  /** The pass of some steps of the same sequences. */
  Pass of(int from, int steps) {
    return isMasked()
        ? masked(Arrays.copyOfRange(mask, from * batch, (from + steps) * batch))
        : this;
  }

  /** The same pass, in which every step counts. */
  Pass unmasked() {
    return masked(NONE);
  }

  /** Sequences side by side. */
  public int batch() {
    return batch;
  }

  /** Whether dropout is on and a backward pass follows. */
  public boolean isTraining() {
    return training;
  }

  /** Of the optimiser; 0 in inference. */
  public int iteration() {
    return iteration;
  }

  public boolean isMasked() {
    return mask.length > 0;
  }

  /** Whether this step of this sequence counts. */
  public boolean counts(int step, int row) {
    return mask.length == 0 || mask[step * batch + row] != 0;
  }

  /**
   * Sets what belongs to steps that do not count to zero.
   *
   * @param values {@code [steps][batch][features]}, of the steps that the mask is of
   */
  void clear(NativeFloats values, int features) {
    for (int row = 0; row < mask.length; row++) {
      if (mask[row] == 0) {
        values.fill(row * features, features, 0);
      }
    }
  }

  /** The values themselves without a mask; with one, a copy in which only what counts is left. */
  NativeFloats counted(NativeFloats values, int features, Growing memory) {
    if (!isMasked()) {
      return values;
    }
    NativeFloats copy = memory.of(values.size());
    copy.copy(0, values, 0, values.size());
    clear(copy, features);
    return copy;
  }
}
