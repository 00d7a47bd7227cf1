package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A long short-term memory without peepholes (Hochreiter and Schmidhuber 1997; forget gate of Gers
 * et al. 2000): tanh cells, sigmoid gates. Gates lie in the order input, output, forget, candidate,
 * which is ONNX's.
 *
 * @param started whether the last features of the first step are no input but the state before it:
 *     what is said, {@code [units]}, then the cell, {@code [units]}; what other steps have in their
 *     place is not read. Otherwise the state is zero at the start of every sequence
 */
@JsonTypeName("lstm")
public record Lstm(int units, boolean started) implements Brick {
  private static final int GATES = 4;
  private static final int FORGET = 2;

  public Lstm(int units) {
    this(units, false);
  }

  @Override
  public Shape output(Shape input) {
    inputs(input);
    return input.withFeatures(units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        GateMatrix.weight("W", inputs(input), units, GATES),
        GateMatrix.weight("R", units, units, GATES),
        new Parameter("b", 1, GATES * units, Lstm::remember, false));
  }

  private int inputs(Shape input) {
    return RecurrentStart.inputs(input, started ? 2 * units : 0);
  }

  /** Forget gates begin open (Jozefowicz et al. 2015). */
  private static void remember(float[] values, int rows, int columns, SplittableRandom random) {
    int units = columns / GATES;
    Arrays.fill(values, FORGET * units, (FORGET + 1) * units, 1);
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new RecurrentKernel(input, units, started, new LstmCell(), weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    int width = GATES * units;
    float[] biases = Arrays.copyOf(weights.copyOf(2), 2 * width);
    return g.lstm(
        RecurrentStart.input(g, value, input, inputs(input)),
        RecurrentStart.states(g, value, input, units, started ? 2 : 0),
        GateMatrix.export(g, weights.copyOf(0), units, 0, 1, 2, 3),
        GateMatrix.export(g, weights.copyOf(1), units, 0, 1, 2, 3),
        g.constant(biases, 1, 2L * width),
        units);
  }
}
