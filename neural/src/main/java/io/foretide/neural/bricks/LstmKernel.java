package io.foretide.neural.bricks;

import io.foretide.neural.memory.Activations;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * The LSTM over whole sequences: one matrix product for the inputs of all steps, one a step for the
 * recurrence, and one each for the gradients of the weights.
 */
final class LstmKernel implements Kernel {
  private final Shape shape;
  private final int units;
  private final Weights weights;
  private final Growing gateMemory = new Growing();
  private final Growing outputs = new Growing();
  private final Growing gateGradients = new Growing();
  private final Growing recurrentGradients = new Growing();
  private final Growing inputGradients = new Growing();
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats output = NativeFloats.NONE;
  private int batch;
  private float[] bias;
  private float[] gates = {};
  private float[] cells = {};
  private float[] squashed = {};
  private float[] state = {};
  private float[] cellGradient = {};
  private float[] recurrent = {};
  private float[] gateGradient = {};
  private float[] slope = {};
  private float[] shift = {};

  LstmKernel(Shape shape, int units, Weights weights) {
    this.shape = shape;
    this.units = units;
    this.weights = weights;
    this.bias = new float[4 * units];
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass pass) {
    if (pass.isMasked()) {
      throw new IllegalArgumentException("the LSTM takes no mask yet");
    }
    reserve(pass.batch());
    input = in;
    int steps = shape.steps();
    int cell = batch * units;
    int wide = 4 * cell;
    NativeFloats z = gateMemory.of((long) steps * wide);
    output = outputs.of((long) steps * cell);
    int k = shape.features();
    Gemm.ab(steps * batch, 4 * units, k, in.pointer(), weights.value(0).pointer(), 0, z.pointer());
    weights.value(2).read(0, bias, 0, bias.length);
    Arrays.fill(cells, 0, cell, 0);
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        Gemm.ab(
            batch,
            4 * units,
            units,
            output.at((long) (t - 1) * cell),
            weights.value(1).pointer(),
            1,
            z.at((long) t * wide));
      }
      z.read(t * wide, gates, t * wide, wide);
      activate(t * wide);
      step(t, cell);
      output.write(t * cell, state, 0, cell);
    }
    return output;
  }

  /**
   * All gates of a step in one long loop: sigmoid(x) is 1/2 + tanh(x / 2) / 2, so that all are a
   * tanh between a factor and a shift.
   */
  private void activate(int at) {
    int width = 4 * units;
    for (int b = 0; b < batch; b++) {
      int row = at + b * width;
      for (int j = 0; j < width; j++) {
        gates[row + j] += bias[j];
      }
    }
    int length = batch * width;
    for (int j = 0; j < length; j++) {
      gates[at + j] = shift[j] + slope[j] * Activations.tanh(slope[j] * gates[at + j]);
    }
  }

  private void step(int t, int cell) {
    int now = (t + 1) * cell;
    for (int b = 0; b < batch; b++) {
      int i = (t * batch + b) * 4 * units;
      int o = i + units;
      int f = o + units;
      int a = f + units;
      int c = now + b * units;
      for (int u = 0; u < units; u++) {
        cells[c + u] = gates[f + u] * cells[c - cell + u] + gates[i + u] * gates[a + u];
      }
    }
    Activations.tanh(cells, now, squashed, t * cell, cell);
    for (int b = 0; b < batch; b++) {
      int o = (t * batch + b) * 4 * units + units;
      int h = b * units;
      for (int u = 0; u < units; u++) {
        state[h + u] = gates[o + u] * squashed[t * cell + h + u];
      }
    }
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    int steps = shape.steps();
    int cell = batch * units;
    int wide = 4 * cell;
    NativeFloats dz = gateGradients.of((long) steps * wide);
    NativeFloats dh = recurrentGradients.of(cell);
    Arrays.fill(cellGradient, 0);
    Arrays.fill(bias, 0);
    for (int t = steps - 1; t >= 0; t--) {
      outputGradient.read(t * cell, state, 0, cell);
      if (t < steps - 1) {
        Gemm.abT(
            batch,
            units,
            4 * units,
            dz.at((long) (t + 1) * wide),
            weights.value(1).pointer(),
            0,
            dh.pointer());
        dh.read(0, recurrent, 0, cell);
        for (int j = 0; j < cell; j++) {
          state[j] += recurrent[j];
        }
      }
      stepBack(t, cell);
      dz.write(t * wide, gateGradient, 0, wide);
    }
    weightGradients(dz, steps, cell, wide);
    if (!inputWanted) {
      return NativeFloats.NONE;
    }
    int k = shape.features();
    NativeFloats dx = inputGradients.of((long) steps * batch * k);
    Gemm.abT(
        steps * batch, k, 4 * units, dz.pointer(), weights.value(0).pointer(), 0, dx.pointer());
    return dx;
  }

  private void stepBack(int t, int cell) {
    for (int b = 0; b < batch; b++) {
      int i = (t * batch + b) * 4 * units;
      int o = i + units;
      int f = o + units;
      int a = f + units;
      int h = b * units;
      int s = t * cell + h;
      int before = t * cell + h;
      int g = b * 4 * units;
      for (int u = 0; u < units; u++) {
        float tanh = squashed[s + u];
        float dc = cellGradient[h + u] + state[h + u] * gates[o + u] * (1 - tanh * tanh);
        cellGradient[h + u] = dc * gates[f + u];
        gateGradient[g + u] = dc * gates[a + u] * gates[i + u] * (1 - gates[i + u]);
        gateGradient[g + units + u] = state[h + u] * tanh * gates[o + u] * (1 - gates[o + u]);
        gateGradient[g + 2 * units + u] =
            dc * cells[before + u] * gates[f + u] * (1 - gates[f + u]);
        gateGradient[g + 3 * units + u] = dc * gates[i + u] * (1 - gates[a + u] * gates[a + u]);
      }
      for (int j = 0; j < 4 * units; j++) {
        bias[j] += gateGradient[g + j];
      }
    }
  }

  private void weightGradients(NativeFloats dz, int steps, int cell, int wide) {
    int k = shape.features();
    Gemm.aTb(
        k,
        4 * units,
        steps * batch,
        input.pointer(),
        dz.pointer(),
        0,
        weights.gradient(0).pointer());
    if (steps > 1) {
      Gemm.aTb(
          units,
          4 * units,
          (steps - 1) * batch,
          output.pointer(),
          dz.at(wide),
          0,
          weights.gradient(1).pointer());
    } else {
      weights.gradient(1).fill(0, units * 4 * units, 0);
    }
    weights.gradient(2).write(0, bias, 0, bias.length);
  }

  private void reserve(int size) {
    if (batch == size) {
      return;
    }
    batch = size;
    int cell = batch * units;
    gates = new float[shape.steps() * 4 * cell];
    cells = new float[(shape.steps() + 1) * cell];
    squashed = new float[shape.steps() * cell];
    state = new float[cell];
    cellGradient = new float[cell];
    recurrent = new float[cell];
    gateGradient = new float[4 * cell];
    slope = new float[4 * cell];
    shift = new float[4 * cell];
    for (int j = 0; j < slope.length; j++) {
      boolean sigmoid = j % (4 * units) < 3 * units;
      slope[j] = sigmoid ? 0.5f : 1;
      shift[j] = sigmoid ? 0.5f : 0;
    }
  }

  @Override
  public void close() {
    gateMemory.close();
    outputs.close();
    gateGradients.close();
    recurrentGradients.close();
    inputGradients.close();
  }
}
