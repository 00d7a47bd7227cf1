package io.foretide.neural.bricks;

import io.foretide.neural.memory.Activations;
import java.util.Arrays;

/** Blocks: input gate, output gate, forget gate, candidate. */
final class LstmCell implements RecurrentCell {
  private float[][] cells = {};
  private float[][] squashed = {};
  private float[] cellGradient = {};

  @Override
  public int inputBlocks() {
    return BLOCKS;
  }

  @Override
  public int stateBlocks() {
    return BLOCKS;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public void start(float[][] behind) {
    System.arraycopy(behind[0], 0, cells[0], 0, cells[0].length);
  }

  @Override
  public void startGradients(float[][] behind) {
    System.arraycopy(cellGradient, 0, behind[0], 0, cellGradient.length);
  }

  @Override
  public void reserve(int steps, int size) {
    if (cellGradient.length != size) {
      cells = new float[steps + 1][size];
      squashed = new float[steps][size];
      cellGradient = new float[size];
    }
    Arrays.fill(cells[0], 0);
  }

  @Override
  public void forward(int step, float[][] gates, float[][] bias, float[] before, float[] state) {
    for (int g = 0; g < 3; g++) {
      Activations.sigmoid(gates[g], bias[g]);
    }
    Activations.tanh(gates[3], bias[3]);
    remember(gates[0], gates[2], gates[3], cells[step], cells[step + 1]);
    say(gates[1], cells[step + 1], squashed[step], state);
  }

  private static void remember(
      float[] input, float[] forget, float[] candidate, float[] before, float[] cell) {
    for (int j = 0; j < cell.length; j++) {
      cell[j] = forget[j] * before[j] + input[j] * candidate[j];
    }
  }

  private static void say(float[] output, float[] cell, float[] squashed, float[] state) {
    for (int j = 0; j < cell.length; j++) {
      float tanh = Activations.tanh(cell[j]);
      squashed[j] = tanh;
      state[j] = output[j] * tanh;
    }
  }

  @Override
  public void skip(int step, float[][] gates, int from, int to) {
    Arrays.fill(gates[0], from, to, 0);
    Arrays.fill(gates[1], from, to, 0);
    Arrays.fill(gates[2], from, to, 1);
    System.arraycopy(cells[step], from, cells[step + 1], from, to - from);
  }

  @Override
  public void begin() {
    Arrays.fill(cellGradient, 0);
  }

  @Override
  public void backward(
      int step, float[][] gates, float[] before, float[] stateGradient, float[][] gateGradients) {
    throughOutput(gates[1], squashed[step], stateGradient, gateGradients[1]);
    throughCell(gates[0], gates[3], gateGradients[0], gateGradients[3]);
    throughForget(gates[2], cells[step], gateGradients[2]);
    Arrays.fill(stateGradient, 0);
  }

  private void throughOutput(float[] output, float[] squashed, float[] dh, float[] d) {
    float[] dc = cellGradient;
    for (int j = 0; j < dc.length; j++) {
      float through = dh[j] * output[j];
      d[j] = through * squashed[j] * (1 - output[j]);
      dc[j] += through * (1 - squashed[j] * squashed[j]);
    }
  }

  private void throughCell(float[] input, float[] candidate, float[] di, float[] da) {
    float[] dc = cellGradient;
    for (int j = 0; j < dc.length; j++) {
      float through = dc[j] * input[j];
      di[j] = through * candidate[j] * (1 - input[j]);
      da[j] = through * (1 - candidate[j] * candidate[j]);
    }
  }

  private void throughForget(float[] forget, float[] before, float[] d) {
    float[] dc = cellGradient;
    for (int j = 0; j < dc.length; j++) {
      float kept = dc[j] * forget[j];
      d[j] = kept * before[j] * (1 - forget[j]);
      dc[j] = kept;
    }
  }
}
