package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * A long short-term memory without peepholes (Hochreiter and Schmidhuber 1997; forget gate of Gers
 * et al. 2000): tanh cells, sigmoid gates, state zero at the start of every sequence. Gates lie in
 * the order input, output, forget, candidate, which is ONNX's.
 */
@JsonTypeName("lstm")
public record Lstm(int units) implements Brick {
  private static final int GATES = 4;
  private static final int FORGET = 2;

  @Override
  public Shape output(Shape input) {
    return input.withFeatures(units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        Parameter.weight("W", input.features(), GATES * units, gateByGate(Init.xavier())),
        Parameter.weight("R", units, GATES * units, gateByGate(Init.xavier())),
        new Parameter("b", 1, GATES * units, Lstm::remember, false));
  }

  /** Every gate is a matrix of its own and begins as such. */
  private static Init gateByGate(Init one) {
    return (values, rows, columns, random) -> {
      int units = columns / GATES;
      float[] gate = new float[rows * units];
      for (int g = 0; g < GATES; g++) {
        one.fill(gate, rows, units, random);
        for (int r = 0; r < rows; r++) {
          System.arraycopy(gate, r * units, values, r * columns + g * units, units);
        }
      }
    };
  }

  /** Forget gates begin open (Jozefowicz et al. 2015). */
  private static void remember(
      float[] values, int rows, int columns, java.util.SplittableRandom random) {
    int units = columns / GATES;
    java.util.Arrays.fill(values, FORGET * units, (FORGET + 1) * units, 1);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new LstmKernel(input, units, weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int width = GATES * units;
    float[] biases = java.util.Arrays.copyOf(weights.copyOf(2), 2 * width);
    return g.lstm(
        value,
        g.unsqueeze(g.constant(transposed(weights.copyOf(0), width), width, input.features()), 0),
        g.unsqueeze(g.constant(transposed(weights.copyOf(1), width), width, units), 0),
        g.constant(biases, 1, 2L * width),
        units);
  }

  private static float[] transposed(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    float[] turned = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = matrix[r * columns + c];
      }
    }
    return turned;
  }
}
