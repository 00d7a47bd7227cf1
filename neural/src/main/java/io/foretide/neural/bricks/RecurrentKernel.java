package io.foretide.neural.bricks;

import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * A recurrence over whole sequences: one matrix product for the inputs of all steps, one a step for
 * the state, and one each for the gradients of the weights. What happens between the products is
 * the cell's affair.
 *
 * <p>A step that a mask does not count leaves the state as it was, and zero is its output. Where
 * sequences end early, that is what DL4J's own LSTM does. Where they begin late DL4J's outputs are
 * the same, and its gradients are not those of finite differences. At a gap within a sequence DL4J
 * forgets the state.
 *
 * <p>A recurrence that is started reads its first state where the input of the first step ends.
 */
final class RecurrentKernel implements Kernel {
  /**
   * Rows of inputs, and of gradients, that are multiplied at a time, while they are in the cache.
   */
  private static final int ROWS = 320;

  private final Shape shape;
  private final int units;
  private final int features;
  private final boolean started;
  private final int width;
  private final int inputWidth;
  private final int stateWidth;
  private final Weights weights;
  private final RecurrentCell cell;
  private final Growing products = new Growing();
  private final Growing states = new Growing();
  private final Growing outputs = new Growing();
  private final Growing gateGradients = new Growing();
  private final Growing stateGradients = new Growing();
  private final Growing inputGradients = new Growing();
  private NativeFloats input = NativeFloats.NONE;
  private NativeFloats kept = NativeFloats.NONE;
  private Pass pass = Pass.inference(0);

  /** {@code [steps][block][batch * units]}. */
  private float[][][] gates = {};

  /** The state before each step, and after the last: {@code [steps + 1][batch * units]}. */
  private float[][] state = {};

  private final float[][] bias = new float[RecurrentCell.BLOCKS][];
  private final float[][] biasGradient = new float[RecurrentCell.BLOCKS][];
  private final float[][] gradient = new float[RecurrentCell.BLOCKS][];
  private float[] stateGradient = {};
  private float[] received = {};
  private float[] carried = {};
  private float[] row = {};

  /** What the input says of the state before the first step: {@code [states][batch * units]}. */
  private float[][] start = {};

  /**
   * @param started whether the last features of the first step are the state before it
   * @param weights W {@code [features][inputBlocks * units]}, R {@code [units][stateBlocks *
   *     units]}, b {@code [4 * units]}
   */
  RecurrentKernel(Shape shape, int units, boolean started, RecurrentCell cell, Weights weights) {
    this.shape = shape;
    this.units = units;
    this.started = started;
    this.features = shape.features() - (started ? cell.states() * units : 0);
    this.width = RecurrentCell.BLOCKS * units;
    this.inputWidth = cell.inputBlocks() * units;
    this.stateWidth = cell.stateBlocks() * units;
    this.cell = cell;
    this.weights = weights;
  }

  @Override
  public NativeFloats forward(NativeFloats in, Pass next) {
    reserve(next.batch());
    pass = next;
    input = in;
    int steps = shape.steps();
    int size = pass.batch() * units;
    int some = stepsAtATime();
    NativeFloats z = products.of((long) some * row.length);
    kept = states.of((long) (steps + 1) * size);
    start(size);
    readBias();
    for (int t = 0; t < steps; t++) {
      int at = t % some * row.length;
      if (at == 0) {
        multiplyInputs(t, Math.min(some, steps - t), z);
      }
      Gemm.ab(
          pass.batch(),
          stateWidth,
          units,
          kept.rows((long) t * size, units),
          weights.value(1).rows(0, stateWidth),
          1,
          z.rows((long) at + width - stateWidth, width));
      z.read(at, row, 0, row.length);
      split(row, gates[t]);
      cell.forward(t, gates[t], bias, state[t], state[t + 1]);
      if (pass.isMasked()) {
        skip(t);
      }
      kept.write((t + 1) * size, state[t + 1], 0, size);
    }
    return pass.isMasked() ? counted(size) : kept.slice(size, (long) steps * size);
  }

  private int stepsAtATime() {
    return Math.min(shape.steps(), Math.max(1, ROWS / pass.batch()));
  }

  /** The input's part in the gates of steps {@code from..from+count}. */
  private void multiplyInputs(int from, int count, NativeFloats z) {
    if (inputWidth < width) {
      z.fill(0, count * row.length, 0);
    }
    Gemm.ab(
        count * pass.batch(),
        inputWidth,
        features,
        input.rows((long) from * pass.batch() * shape.features(), shape.features()),
        weights.value(0).rows(0, inputWidth),
        0,
        z.rows(0, width));
  }

  private void start(int size) {
    if (!started) {
      kept.fill(0, size, 0);
      return;
    }
    for (int b = 0; b < pass.batch(); b++) {
      int at = b * shape.features() + features;
      for (int s = 0; s < start.length; s++) {
        input.read(at + s * units, start[s], b * units, units);
      }
    }
    System.arraycopy(start[0], 0, state[0], 0, size);
    kept.write(0, state[0], 0, size);
    cell.start(Arrays.copyOfRange(start, 1, start.length));
  }

  /** Where the step does not count, the state stays as it was. */
  private void skip(int t) {
    for (int b = 0; b < pass.batch(); b++) {
      if (!pass.counts(t, b)) {
        System.arraycopy(state[t], b * units, state[t + 1], b * units, units);
        cell.skip(t, gates[t], b * units, (b + 1) * units);
      }
    }
  }

  /** The states of the steps that count, zero for the others. */
  private NativeFloats counted(int size) {
    NativeFloats output = outputs.of((long) shape.steps() * size);
    output.copy(0, kept, size, output.size());
    for (int t = 0; t < shape.steps(); t++) {
      for (int b = 0; b < pass.batch(); b++) {
        if (!pass.counts(t, b)) {
          output.fill(t * size + b * units, units, 0);
        }
      }
    }
    return output;
  }

  private void readBias() {
    float[] once = weights.copyOf(2);
    for (int b = 0; b < pass.batch(); b++) {
      for (int g = 0; g < RecurrentCell.BLOCKS; g++) {
        System.arraycopy(once, g * units, bias[g], b * units, units);
      }
    }
  }

  /** From {@code [batch][block][units]} to {@code [block][batch * units]}. */
  private void split(float[] rows, float[][] blocks) {
    for (int at = 0, from = 0; from < rows.length; at += units) {
      for (int g = 0; g < RecurrentCell.BLOCKS; g++, from += units) {
        System.arraycopy(rows, from, blocks[g], at, units);
      }
    }
  }

  private void join(float[][] blocks, float[] rows) {
    for (int at = 0, to = 0; to < rows.length; at += units) {
      for (int g = 0; g < RecurrentCell.BLOCKS; g++, to += units) {
        System.arraycopy(blocks[g], at, rows, to, units);
      }
    }
  }

  @Override
  public NativeFloats backward(NativeFloats outputGradient, boolean inputWanted) {
    int size = pass.batch() * units;
    int some = stepsAtATime();
    NativeFloats dz = gateGradients.of((long) some * row.length);
    NativeFloats dx = inputWanted ? inputGradient() : NativeFloats.NONE;
    NativeFloats before = stateGradients.of(size);
    Arrays.fill(stateGradient, 0);
    for (float[] block : biasGradient) {
      Arrays.fill(block, 0);
    }
    cell.begin();
    for (int t = shape.steps() - 1; t >= 0; t--) {
      outputGradient.read(t * size, received, 0, size);
      stepBack(t);
      for (int g = 0; g < RecurrentCell.BLOCKS; g++) {
        add(gradient[g], biasGradient[g]);
      }
      join(gradient, row);
      int at = t % some * row.length;
      dz.write(at, row, 0, row.length);
      if (t > 0 || started) {
        Gemm.abT(
            pass.batch(),
            units,
            stateWidth,
            dz.rows((long) at + width - stateWidth, width),
            weights.value(1).rows(0, stateWidth),
            0,
            before.rows(0, units));
        before.read(0, received, 0, size);
        add(received, stateGradient);
      }
      if (at == 0) {
        int count = Math.min(some, shape.steps() - t);
        weightGradients(t, count, dz);
        if (inputWanted) {
          inputGradients(t, count, dz, dx);
        }
      }
    }
    biasGradients();
    if (inputWanted && started) {
      startGradients(dx);
    }
    return dx;
  }

  /** Where the step does not count, the gradient of the state passes as it is. */
  private void stepBack(int t) {
    if (!pass.isMasked()) {
      add(received, stateGradient);
      cell.backward(t, gates[t], state[t], stateGradient, gradient);
      return;
    }
    System.arraycopy(stateGradient, 0, carried, 0, carried.length);
    add(received, stateGradient);
    cell.backward(t, gates[t], state[t], stateGradient, gradient);
    for (int b = 0; b < pass.batch(); b++) {
      if (!pass.counts(t, b)) {
        System.arraycopy(carried, b * units, stateGradient, b * units, units);
      }
    }
  }

  private static void add(float[] what, float[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] += what[j];
    }
  }

  /** What steps {@code from..from+count} add to them; the last ones, which come first, begin. */
  private void weightGradients(int from, int count, NativeFloats dz) {
    long first = (long) from * pass.batch();
    float beta = from + count == shape.steps() ? 0 : 1;
    Gemm.aTb(
        features,
        inputWidth,
        count * pass.batch(),
        input.rows(first * shape.features(), shape.features()),
        dz.rows(0, width),
        beta,
        weights.gradient(0).rows(0, inputWidth));
    Gemm.aTb(
        units,
        stateWidth,
        count * pass.batch(),
        kept.rows(first * units, units),
        dz.rows(width - stateWidth, width),
        beta,
        weights.gradient(1).rows(0, stateWidth));
  }

  private void biasGradients() {
    float[] sums = new float[width];
    for (int g = 0; g < RecurrentCell.BLOCKS; g++) {
      for (int j = 0; j < biasGradient[g].length; j++) {
        sums[g * units + j % units] += biasGradient[g][j];
      }
    }
    weights.gradient(2).write(0, sums, 0, width);
  }

  private NativeFloats inputGradient() {
    NativeFloats dx = inputGradients.of((long) shape.size() * pass.batch());
    if (started) {
      dx.fill(0, (int) dx.size(), 0);
    }
    return dx;
  }

  private void inputGradients(int from, int count, NativeFloats dz, NativeFloats dx) {
    Gemm.abT(
        count * pass.batch(),
        features,
        inputWidth,
        dz.rows(0, width),
        weights.value(0).rows(0, inputWidth),
        0,
        dx.rows((long) from * pass.batch() * shape.features(), shape.features()));
  }

  private void startGradients(NativeFloats dx) {
    System.arraycopy(stateGradient, 0, start[0], 0, stateGradient.length);
    cell.startGradients(Arrays.copyOfRange(start, 1, start.length));
    for (int b = 0; b < pass.batch(); b++) {
      int at = b * shape.features() + features;
      for (int s = 0; s < start.length; s++) {
        dx.write(at + s * units, start[s], b * units, units);
      }
    }
  }

  private void reserve(int batch) {
    int size = batch * units;
    cell.reserve(shape.steps(), size);
    if (received.length == size) {
      return;
    }
    gates = new float[shape.steps()][RecurrentCell.BLOCKS][size];
    state = new float[shape.steps() + 1][size];
    for (int g = 0; g < RecurrentCell.BLOCKS; g++) {
      bias[g] = new float[size];
      biasGradient[g] = new float[size];
      gradient[g] = new float[size];
    }
    start = new float[cell.states()][size];
    stateGradient = new float[size];
    received = new float[size];
    carried = new float[size];
    row = new float[batch * width];
  }

  @Override
  public void close() {
    products.close();
    states.close();
    outputs.close();
    gateGradients.close();
    stateGradients.close();
    inputGradients.close();
  }
}
