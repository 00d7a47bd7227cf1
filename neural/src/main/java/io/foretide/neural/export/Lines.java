package io.foretide.neural.export;

/**
 * Convolutions of sequences as lines of a picture, {@code [batch][features][1][steps]}: for those
 * the runtime keeps features in blocks that fit its vectors, from one convolution to the next.
 */
public final class Lines {
  private Lines() {}

  /**
   * A convolution.
   *
   * @param w {@code [filters][features][1][kernel]}
   * @param b {@code [filters]}
   * @param pad zeros before the first step
   * @return {@code [batch][filters][1][pad + steps - dilation (kernel - 1)]}
   */
  public static String convolution(
      OnnxGraph g, String lines, String w, String b, int dilation, int pad) {
    return g.node(
        g.node("Conv", lines, w, b)
            .addAttribute(Proto.integers("dilations", 1, dilation))
            .addAttribute(Proto.integers("pads", 0, pad, 0, 0)));
  }

  /**
   * The last of the steps. A slice would leave the runtime's blocks; a convolution of every feature
   * by itself does not: of its two taps, so far apart that only these steps have both, the older
   * weighs nothing.
   */
  public static String last(OnnxGraph g, String lines, int features, int steps, int wanted) {
    if (steps == wanted) {
      return lines;
    }
    float[] w = new float[2 * features];
    for (int feature = 0; feature < features; feature++) {
      w[2 * feature + 1] = 1;
    }
    String last =
        g.node(
            g.node("Conv", lines, g.constant(w, features, 1, 1, 2))
                .addAttribute(Proto.integers("dilations", 1, steps - wanted))
                .addAttribute(Proto.integer("group", features)));
    return g.signs().part(last, lines);
  }
}
