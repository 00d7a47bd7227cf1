package io.foretide.neural.bricks;

/**
 * One matrix (or vector, with one row) of weights of a brick, row-major.
 *
 * @param name unique within the brick; composites prefix it with the place of the part
 * @param decays whether weight decay applies: to weights, not to biases and gains
 */
public record Parameter(String name, int rows, int columns, Init init, boolean decays) {
  static Parameter weight(String name, int rows, int columns, Init init) {
    return new Parameter(name, rows, columns, init, true);
  }

  static Parameter bias(String name, int columns, float value) {
    return new Parameter(name, 1, columns, Init.constant(value), false);
  }

  Parameter in(String place) {
    return new Parameter(place + "." + name, rows, columns, init, decays);
  }

  public int size() {
    return rows * columns;
  }
}
