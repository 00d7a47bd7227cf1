package io.foretide.neural.bricks;

/** Of a sequence: so many steps of so many features. In memory {@code [steps][batch][features]}. */
public record Shape(int steps, int features) {
  public Shape {
    if (steps < 1 || features < 1) {
      throw new IllegalArgumentException("no sequence has " + steps + " x " + features + " values");
    }
  }

  /** Floats of one sequence. */
  public int size() {
    return steps * features;
  }

  public Shape withFeatures(int other) {
    return new Shape(steps, other);
  }

  public Shape withSteps(int other) {
    return new Shape(other, features);
  }
}
