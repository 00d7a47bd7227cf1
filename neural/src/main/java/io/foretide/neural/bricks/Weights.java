package io.foretide.neural.bricks;

import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;
import java.util.List;

/**
 * Where a brick's parameters lie, in the order of {@link Brick#parameters}, and where their
 * gradients go. Views of the network's memory: nothing to close.
 */
public final class Weights {
  private final List<NativeFloats> values;
  private final List<NativeFloats> gradients;

  private Weights(List<NativeFloats> values, List<NativeFloats> gradients) {
    this.values = values;
    this.gradients = gradients;
  }

  /** Parameters that nobody learns, until {@link #learnInto}. */
  public static Weights of(List<NativeFloats> values) {
    NativeFloats[] none = new NativeFloats[values.size()];
    Arrays.fill(none, NativeFloats.NONE);
    return new Weights(values, Arrays.asList(none));
  }

  /** From now on gradients go there; also those of parts that were taken before. */
  public void learnInto(List<NativeFloats> memory) {
    for (int i = 0; i < memory.size(); i++) {
      gradients.set(i, memory.get(i));
    }
  }

  NativeFloats value(int parameter) {
    return values.get(parameter);
  }

  NativeFloats gradient(int parameter) {
    return gradients.get(parameter);
  }

  /** Those of a part of a composite brick. */
  Weights part(int from, int count) {
    return new Weights(values.subList(from, from + count), gradients.subList(from, from + count));
  }

  /** A copy of one parameter's values. */
  float[] copyOf(int parameter) {
    NativeFloats value = value(parameter);
    float[] copy = new float[(int) value.size()];
    value.read(0, copy, 0, copy.length);
    return copy;
  }
}
