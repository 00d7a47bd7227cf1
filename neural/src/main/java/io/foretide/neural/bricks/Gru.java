package io.foretide.neural.bricks;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.foretide.neural.export.OnnxGraph;
import java.util.List;

/**
 * A gated recurrent unit (Cho et al. 2014, equations 5 to 8), in the form that cuDNN and PyTorch
 * compute and ONNX calls {@code linear_before_reset}: the reset gate acts on the product with the
 * state, not on the state before it. From state h and input x, with * elementwise,
 *
 * <pre>
 *   r = sigmoid(x Wr + h Rr + br)        z = sigmoid(x Wz + h Rz + bz)
 *   n = tanh(x Wn + bn + r * (h Rn + bp))
 *   h' = (1 - z) * n + z * h
 * </pre>
 *
 * W holds the gates in the order n, z, r; R in the order z, r, n; b in the order n, z, r, p: so one
 * matrix of gradients, its blocks in b's order, serves W with its first three blocks and R with its
 * last three.
 *
 * @param started whether the last features of the first step are no input but the state before it,
 *     {@code [units]}; what other steps have in their place is not read. Otherwise the state is
 *     zero at the start of every sequence
 */
@JsonTypeName("gru")
public record Gru(int units, boolean started) implements Brick {
  private static final int GATES = 3;

  public Gru(int units) {
    this(units, false);
  }

  private int inputs(Shape input) {
    return RecurrentStart.inputs(input, started ? units : 0);
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
        Parameter.bias("b", RecurrentCell.BLOCKS * units, 0));
  }

  @Override
  public Kernel kernel(Shape input, Weights weights, long seed) {
    return new RecurrentKernel(input, units, started, new GruCell(), weights);
  }

  @Override
  public String export(OnnxGraph g, String value, Shape input, Weights weights) {
    float[] own = weights.copyOf(2);
    float[] biases = new float[2 * GATES * units];
    System.arraycopy(own, units, biases, 0, 2 * units);
    System.arraycopy(own, 0, biases, 2 * units, units);
    System.arraycopy(own, 3 * units, biases, 5 * units, units);
    return g.gru(
        RecurrentStart.input(g, value, input, inputs(input)),
        RecurrentStart.states(g, value, input, units, started ? 1 : 0),
        GateMatrix.export(g, weights.copyOf(0), units, 1, 2, 0),
        GateMatrix.export(g, weights.copyOf(1), units, 0, 1, 2),
        g.constant(biases, 1, biases.length),
        units);
  }
}
