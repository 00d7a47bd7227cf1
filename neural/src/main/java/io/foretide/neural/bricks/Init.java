package io.foretide.neural.bricks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How a parameter begins. */
@FunctionalInterface
public interface Init {
  /**
   * @param values to fill, {@code [rows][columns]}
   */
  void fill(float[] values, int rows, int columns, SplittableRandom random);

  static Init constant(float value) {
    return (values, rows, columns, random) -> Arrays.fill(values, value);
  }

  /** Uniform within plus and minus this. */
  static Init uniform(double limit) {
    return (values, rows, columns, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (limit * (2 * random.nextDouble() - 1));
      }
    };
  }

  /**
   * Uniform with variance 2 / (rows + columns) (Glorot and Bengio 2010, equation 16): for weights
   * whose rows are inputs and whose columns are outputs, or the reverse.
   */
  static Init xavier() {
    return (values, rows, columns, random) ->
        uniform(Math.sqrt(6.0 / (rows + columns))).fill(values, rows, columns, random);
  }
}
