package io.foretide.neural.bricks;

import io.foretide.neural.export.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/** A recurrence whose first state is told by the last features of its first step. */
final class RecurrentStart {
  private RecurrentStart() {}

  /**
   * Features that are input.
   *
   * @param states features that are the state
   */
  static int inputs(Shape input, int states) {
    if (input.features() <= states) {
      throw new IllegalArgumentException(
          "a start of " + states + " features leaves no input of " + input);
    }
    return input.features() - states;
  }

  static String input(OnnxGraph g, String value, Shape input, int inputs) {
    return inputs == input.features() ? value : g.slice(value, 2, 0, inputs);
  }

  /** {@code [1][batch][units]} each. */
  static List<String> states(OnnxGraph g, String value, Shape input, int units, int count) {
    List<String> states = new ArrayList<>();
    for (int s = count; s > 0; s--) {
      long to = input.features() - (s - 1L) * units;
      states.add(g.slice(g.slice(value, 0, 0, 1), 2, to - units, to));
    }
    return states;
  }
}
