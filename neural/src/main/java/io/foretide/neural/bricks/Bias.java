package io.foretide.neural.bricks;

import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/** The same row under every row of a matrix in native memory, and the way back: the sum of rows. */
final class Bias {
  private static final int CHUNK = 4096;

  private final int width;
  private final float[] row;
  private final float[] chunk;

  Bias(int width) {
    this.width = width;
    this.row = new float[width];
    this.chunk = new float[Math.max(1, CHUNK / width) * width];
  }

  /** Fills all rows with the bias, for a matrix product to be added. */
  void spread(NativeFloats bias, NativeFloats matrix, int rows) {
    bias.read(0, row, 0, width);
    for (int at = 0; at < chunk.length; at += width) {
      System.arraycopy(row, 0, chunk, at, width);
    }
    int total = rows * width;
    for (int at = 0; at < total; at += chunk.length) {
      matrix.write(at, chunk, 0, Math.min(chunk.length, total - at));
    }
  }

  /** Overwrites the bias' gradient with the sum of all rows. */
  void collect(NativeFloats matrix, int rows, NativeFloats gradient) {
    Arrays.fill(row, 0);
    int total = rows * width;
    for (int at = 0; at < total; at += chunk.length) {
      int length = Math.min(chunk.length, total - at);
      matrix.read(at, chunk, 0, length);
      for (int from = 0; from < length; from += width) {
        for (int u = 0; u < width; u++) {
          row[u] += chunk[from + u];
        }
      }
    }
    gradient.write(0, row, 0, width);
  }
}
