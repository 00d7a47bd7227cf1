package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.Lines;
import io.foretide.neural.export.OnnxGraph;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sequence's trend, a centred moving average, and after it, as so many steps more, what is left
 * without it (Wu et al. 2021, equation 1). Before the first step and after the last one those two
 * are repeated.
 *
 * @param width steps that an average is taken over; odd
 */
@JsonTypeName("decomposition")
public record Decomposition(int width) implements Brick {
  public Decomposition {
    if (width < 1 || width % 2 == 0) {
      throw new IllegalArgumentException(
          "a centred moving average is over an odd number of steps, not " + width);
    }
  }

  /** Steps on either side of the middle one. */
  int reach() {
    return width / 2;
  }

  @Override
  public Shape output(Shape input) {
    return input.withSteps(Math.multiplyExact(2, input.steps()));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new DecompositionKernel(input, this);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    List<String> before = Collections.nCopies(reach(), g.slice(value, 0, 0, 1));
    String end = g.slice(value, 0, input.steps() - 1L, input.steps());
    List<String> after = Collections.nCopies(reach(), end);
    String padded =
        g.concat(
            0,
            Stream.of(before, List.of(value), after).flatMap(List::stream).toArray(String[]::new));
    int features = input.features();
    float[] mean = new float[features * features * width];
    for (int f = 0; f < features; f++) {
      int own = (f * features + f) * width;
      Arrays.fill(mean, own, own + width, 1f / width);
    }
    String w = g.constant(mean, features, features, 1, width);
    String b = g.constant(new float[features], features);
    String lines = CausalConvolution.lines(g, padded);
    String trend = CausalConvolution.steps(g, Lines.convolution(g, lines, w, b, 1, 0));
    return g.concat(0, trend, g.sub(value, trend));
  }
}
