package io.foretide.registry.versions;

import java.util.Arrays;
import java.util.Optional;

/** Numbers as they come, for their median whenever somebody asks. */
public final class Ordered {
  private double[] values = new double[16];
  private int size;
  private boolean sorted = true;

  /** What is no number counts for nothing. */
  public synchronized void add(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    sorted &= size == 0 || values[size - 1] <= value;
    values[size++] = value;
  }

  /** Empty if there are none. */
  public synchronized Optional<Double> median() {
    if (size == 0) {
      return Optional.empty();
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    int half = size / 2;
    return Optional.of(size % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
  }
}
