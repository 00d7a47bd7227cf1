package io.foretide.neural.export;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was done to values of a graph without changing a number: axes permuted, left out or put in.
 * Bricks hand each other sequences in one layout whatever their own is; where one undoes what the
 * one before it did, the value from before both is there already.
 */
final class Turns {
  private final Map<String, Turn> made = new HashMap<>();

  /**
   * @param from the value before
   * @param undone what would lead back to it
   */
  private record Turn(String from, String undone) {}

  static String permuted(int... permutation) {
    return "permuted " + Arrays.toString(permutation);
  }

  /** What undoes {@link #permuted}. */
  static String permutedBack(int... permutation) {
    int[] inverse = new int[permutation.length];
    for (int axis = 0; axis < inverse.length; axis++) {
      inverse[permutation[axis]] = axis;
    }
    return permuted(inverse);
  }

  static String leftOut(long axis) {
    return "without axis " + axis;
  }

  static String putIn(long axis) {
    return "with axis " + axis;
  }

  /**
   * The value turned: as it was before its last turn where this one undoes that, or else what is
   * added.
   *
   * @param undone the turn that would lead back
   */
  String turn(String value, String turn, String undone, Supplier<String> add) {
    Turn last = made.get(value);
    if (last != null && last.undone().equals(turn)) {
      return last.from();
    }
    String turned = add.get();
    made.put(turned, new Turn(value, undone));
    return turned;
  }
}
