package io.foretide.neural.layers;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The LSTM over a whole sequence. Memory is time-major and feature-major within a step, {@code
 * [time][feature][batch]}: that is DL4J's {@code [batch, feature, time]} in 'f' order, it makes
 * each gate one contiguous run, and it puts input, previous output and a row of ones (for the bias)
 * under each other, so that a step is one matrix product forward and two backward.
 *
 * <p>Gates in DL4J's order: candidate, forget, output, input. Not safe for use by two threads.
 */
final class LstmKernel implements AutoCloseable {
  private final int inputs;
  private final int units;
  private final int lastSteps;
  private final int rows;

  private int batch;
  private int steps;
  private NativeFloats weights;
  private NativeFloats weightGradient;
  private NativeFloats stacked;
  private NativeFloats gateMemory;
  private NativeFloats stackedGradient;
  private float[] gates;
  private float[] cells;
  private float[] squashed;
  private float[] state;
  private float[] outputGradient;
  private float[] cellGradient;
  private float[] recurrentGradient;
  private float[] gateGradient;

  /**
   * @param lastSteps how many steps at the end of a sequence are given out; 0 for all
   */
  LstmKernel(int inputs, int units, int lastSteps) {
    this.inputs = inputs;
    this.units = units;
    this.lastSteps = lastSteps;
    this.rows = inputs + units + 1;
  }

  /**
   * @param weights input weights {@code [4 units][inputs]}, recurrent {@code [4 units][units]},
   *     bias {@code [4 units]}
   * @param input {@code [time][inputs][batch]}
   * @param output written, {@code [time given out][units][batch]}
   */
  void forward(
      LstmWeights weights, NativeFloats input, NativeFloats output, int batchSize, int length) {
    reserve(batchSize, length);
    weights.pack(this.weights);
    int cell = units * batch;
    int wide = inputs * batch;
    int block = rows * batch;
    Arrays.fill(state, 0, cell, 0);
    for (int t = 0; t < steps; t++) {
      int at = t * block;
      stacked.copy(at, input, t * wide, wide);
      stacked.write(at + wide, state, 0, cell);
      Gemm.ab(4 * units, batch, rows, this.weights.pointer(), stacked.at(at), 0, z());
      gateMemory.read(0, gates, t * 4 * cell, 4 * cell);
      step(t, cell);
      if (t >= silent()) {
        output.write((t - silent()) * cell, state, 0, cell);
      }
    }
  }

  private void step(int t, int n) {
    int a = t * 4 * n;
    int f = a + n;
    int o = f + n;
    int i = o + n;
    int now = (t + 1) * n;
    int before = t * n;
    Activations.tanh(gates, a, n);
    Activations.sigmoid(gates, f, 3 * n);
    for (int k = 0; k < n; k++) {
      cells[now + k] = gates[f + k] * cells[before + k] + gates[i + k] * gates[a + k];
    }
    Activations.tanh(cells, now, squashed, before, n);
    for (int k = 0; k < n; k++) {
      state[k] = gates[o + k] * squashed[before + k];
    }
  }

  /**
   * The gradient of the last {@link #forward}.
   *
   * @param outputs gradient by output, {@code [time given out][units][batch]}
   * @param inputGradient written, {@code [time][inputs][batch]}
   * @return gradient by weights {@code [4 units][inputs + units + 1]}; valid until the next call
   */
  NativeFloats backward(NativeFloats outputs, NativeFloats inputGradient) {
    int cell = units * batch;
    int wide = inputs * batch;
    Arrays.fill(cellGradient, 0, cell, 0);
    Arrays.fill(recurrentGradient, 0, cell, 0);
    for (int t = steps - 1; t >= 0; t--) {
      if (t >= silent()) {
        outputs.read((t - silent()) * cell, outputGradient, 0, cell);
      } else if (t == silent() - 1) {
        Arrays.fill(outputGradient, 0, cell, 0);
      }
      stepBack(t, cell);
      gateMemory.write(0, gateGradient, 0, 4 * cell);
      float beta = t == steps - 1 ? 0 : 1;
      FloatPointer seen = stacked.at((long) t * rows * batch);
      Gemm.abT(4 * units, rows, batch, z(), seen, beta, weightGradient.pointer());
      Gemm.aTb(rows, batch, 4 * units, weights.pointer(), z(), 0, stackedGradient.pointer());
      inputGradient.copy(t * wide, stackedGradient, 0, wide);
      stackedGradient.read(wide, recurrentGradient, 0, cell);
    }
    return weightGradient;
  }

  private void stepBack(int t, int n) {
    int a = t * 4 * n;
    int f = a + n;
    int o = f + n;
    int i = o + n;
    int before = t * n;
    for (int k = 0; k < n; k++) {
      float dh = outputGradient[k] + recurrentGradient[k];
      float og = gates[o + k];
      float tc = squashed[before + k];
      gateGradient[2 * n + k] = dh * tc * og * (1 - og);
      cellGradient[k] += dh * og * (1 - tc * tc);
    }
    for (int k = 0; k < n; k++) {
      float dc = cellGradient[k];
      float ag = gates[a + k];
      float ig = gates[i + k];
      gateGradient[k] = dc * ig * (1 - ag * ag);
      gateGradient[3 * n + k] = dc * ag * ig * (1 - ig);
    }
    for (int k = 0; k < n; k++) {
      float dc = cellGradient[k];
      float fg = gates[f + k];
      gateGradient[n + k] = dc * cells[before + k] * fg * (1 - fg);
      cellGradient[k] = dc * fg;
    }
  }

  @Override
  public void close() {
    for (NativeFloats memory :
        new NativeFloats[] {weights, weightGradient, stacked, gateMemory, stackedGradient}) {
      if (memory != null) {
        memory.close();
      }
    }
    weights = null;
    batch = 0;
  }

  /** Steps at the beginning that are not given out. */
  private int silent() {
    return lastSteps == 0 ? 0 : steps - lastSteps;
  }

  private FloatPointer z() {
    return gateMemory.pointer();
  }

  /** Buffers are kept from call to call and only made anew for another shape. */
  private void reserve(int batchSize, int length) {
    if (batchSize == batch && length == steps) {
      return;
    }
    if (length < lastSteps) {
      throw new IllegalArgumentException(
          "a sequence of " + length + " steps does not have the last " + lastSteps);
    }
    close();
    batch = batchSize;
    steps = length;
    int cell = units * batch;
    weights = NativeFloats.allocate(4L * units * rows);
    weightGradient = NativeFloats.allocate(4L * units * rows);
    stacked = NativeFloats.allocate((long) steps * rows * batch);
    for (int t = 0; t < steps; t++) {
      stacked.fill((t * rows + inputs + units) * batch, batch, 1);
    }
    gateMemory = NativeFloats.allocate(4L * cell);
    stackedGradient = NativeFloats.allocate((long) rows * batch);
    gates = new float[steps * 4 * cell];
    cells = new float[(steps + 1) * cell];
    squashed = new float[steps * cell];
    state = new float[cell];
    outputGradient = new float[cell];
    cellGradient = new float[cell];
    recurrentGradient = new float[cell];
    gateGradient = new float[4 * cell];
  }
}
