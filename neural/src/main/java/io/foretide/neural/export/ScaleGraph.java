package io.foretide.neural.export;

import io.foretide.neural.training.Scaling;
import java.util.List;

/** {@link Scaling} in a graph, both ways. */
final class ScaleGraph {
  private static final float SMALLEST_SCALE = 1e-20f;

  private ScaleGraph() {}

  /**
   * A context in a unit of its own.
   *
   * @param values {@code [batch][context]}; 0 where unobserved
   * @param centers summed up, {@code [batch][1]}; empty where the center is 0
   * @param scale {@code [batch][1]}; 0 where there is none
   */
  record Scaled(String values, List<String> centers, String scale) {
    /** From {@code [batch][horizon][outputs]} in scaled units to the series' own. */
    String back(OnnxGraph g, String said) {
      String out = g.mul(said, g.unsqueeze(scale, 2));
      for (String center : centers) {
        out = g.add(out, g.unsqueeze(center, 2));
      }
      return out;
    }
  }

  /**
   * @param values {@code [batch][context]}, 0 where unobserved
   * @param seen {@code [batch][context]}, 1 where observed and 0 where not
   */
  static Scaled scale(OnnxGraph g, Scaling scaling, String values, String seen) {
    String count = g.op("Max", g.sum(seen, 1), g.scalar(1));
    String level = g.div(g.sum(g.op("Abs", values), 1), count);
    String isLevel = g.op("Greater", level, g.scalar(SMALLEST_SCALE));
    if (scaling == Scaling.MEAN_ABSOLUTE) {
      // A context of nothing but zeros has scale 0, and zeros are its forecast.
      String divisor = g.where(isLevel, level, g.scalar(1));
      return new Scaled(g.div(values, divisor), List.of(), level);
    }
    // Twice, since the first mean of large numbers is rounded, and their differences are small.
    String rough = g.div(g.sum(values, 1), count);
    String near = g.mul(g.sub(values, rough), seen);
    String rest = g.div(g.sum(near, 1), count);
    String centered = g.mul(g.sub(near, rest), seen);
    String deviation = g.op("Sqrt", g.div(g.sum(g.mul(centered, centered), 1), count));
    String least = g.mul(level, g.scalar(Scaling.SMALLEST_DEVIATION));
    String moves = g.op("And", isLevel, g.op("Greater", deviation, least));
    String divisor = g.where(moves, deviation, g.scalar(1));
    String scale = g.where(moves, deviation, g.scalar(0));
    String nothing = g.mul(seen, g.scalar(0));
    if (scaling == Scaling.LAST_VALUE) {
      String last = last(g, values, seen);
      String moved = g.mul(g.sub(values, last), seen);
      return new Scaled(g.where(moves, g.div(moved, divisor), nothing), List.of(last), scale);
    }
    String scaled = g.where(moves, g.div(centered, divisor), nothing);
    return new Scaled(scaled, List.of(rest, rough), scale);
  }

  /** The last observed value, {@code [batch][1]}; 0 where there is none. */
  private static String last(OnnxGraph g, String values, String seen) {
    String places = g.sub(g.cumulated(seen, 1), g.sum(seen, 1));
    // Zero from the last observed value on, where all but that one are unobserved, and so 0.
    String from = g.toFloat(g.op("Equal", places, g.scalar(0)));
    return g.sum(g.mul(values, from), 1);
  }
}
