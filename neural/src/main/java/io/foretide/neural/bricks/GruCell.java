package io.foretide.neural.bricks;

import io.foretide.neural.memory.Activations;
import java.util.Arrays;

/**
 * Blocks: the input's part of the candidate, update gate, reset gate, the state's part of the
 * candidate. So the input has a part in the first three, the state in the last three.
 */
final class GruCell implements RecurrentCell {
  @Override
  public int inputBlocks() {
    return 3;
  }

  @Override
  public int stateBlocks() {
    return 3;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public void start(float[][] behind) {}

  @Override
  public void startGradients(float[][] behind) {}

  @Override
  public void reserve(int steps, int size) {}

  @Override
  public void forward(int step, float[][] gates, float[][] bias, float[] before, float[] state) {
    Activations.sigmoid(gates[1], bias[1]);
    Activations.sigmoid(gates[2], bias[2]);
    propose(gates[0], bias[0], gates[2], gates[3], bias[3]);
    mix(gates[0], gates[1], before, state);
  }

  /** In loops of their own: all in one is more than C2 makes vector code of. */
  private static void propose(
      float[] candidate, float[] bias, float[] reset, float[] past, float[] pastBias) {
    for (int j = 0; j < past.length; j++) {
      past[j] += pastBias[j];
    }
    for (int j = 0; j < candidate.length; j++) {
      candidate[j] += reset[j] * past[j];
    }
    Activations.tanh(candidate, bias);
  }

  private static void mix(float[] candidate, float[] update, float[] before, float[] state) {
    for (int j = 0; j < state.length; j++) {
      state[j] = candidate[j] + update[j] * (before[j] - candidate[j]);
    }
  }

  @Override
  public void skip(int step, float[][] gates, int from, int to) {
    Arrays.fill(gates[1], from, to, 1);
  }

  @Override
  public void begin() {}

  @Override
  public void backward(
      int step, float[][] gates, float[] before, float[] stateGradient, float[][] gateGradients) {
    throughMix(gates[0], gates[1], before, stateGradient, gateGradients[0], gateGradients[1]);
    throughReset(gates[2], gates[3], gateGradients[0], gateGradients[2], gateGradients[3]);
  }

  private static void throughMix(
      float[] candidate, float[] update, float[] before, float[] dh, float[] da, float[] dz) {
    for (int j = 0; j < dh.length; j++) {
      float kept = dh[j] * update[j];
      da[j] = (dh[j] - kept) * (1 - candidate[j] * candidate[j]);
      dz[j] = kept * (before[j] - candidate[j]) * (1 - update[j]);
      dh[j] = kept;
    }
  }

  private static void throughReset(
      float[] reset, float[] past, float[] da, float[] dr, float[] dp) {
    for (int j = 0; j < da.length; j++) {
      float through = da[j] * reset[j];
      dp[j] = through;
      dr[j] = through * past[j] * (1 - reset[j]);
    }
  }
}
