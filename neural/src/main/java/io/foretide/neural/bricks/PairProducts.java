package io.foretide.neural.bricks;

import io.foretide.neural.bricks.AttentionWeights.Lanes;
import io.foretide.neural.memory.Gemm;
import io.foretide.neural.memory.NativeFloats;
import java.util.Arrays;

/**
 * The matrix products of attention, of every sequence and head: between lanes, {@code
 * [rows][size]}, and pairs, {@code [batch][heads][queries][keys]}. Small ones are plain loops:
 * OpenBLAS takes longer to begin than they take, and lets one thread at a time begin.
 */
final class PairProducts {
  /** Multiplications up to which a product is small. */
  private static final int SMALL = 1024;

  private final int heads;
  private final int size;
  private final int queries;
  private final int keys;
  private final boolean small;
  private float[] pairs = {};
  private float[] factor = {};
  private float[] result = {};
  private final float[] four = new float[4];

  PairProducts(int heads, int size, int queries, int keys) {
    this.heads = heads;
    this.size = size;
    this.queries = queries;
    this.keys = keys;
    this.small = queries * keys * size <= SMALL;
    if (small) {
      pairs = new float[heads * queries * keys];
    }
  }

  /** Of a sequence and head, within the pairs. */
  long pair(int sequence, int head) {
    return ((long) sequence * heads + head) * queries * keys;
  }

  /** Pairs x y' of queries x and keys y. */
  void ofLanes(Lanes x, Lanes y, NativeFloats written, int batch) {
    for (int b = 0; b < batch; b++) {
      if (small) {
        result = read(x, b, queries, result);
        factor = read(y, b, keys, factor);
        for (int h = 0; h < heads; h++) {
          multiply(result, x.row(), factor, y.row(), h);
        }
        written.write((int) pair(b, 0), pairs, 0, pairs.length);
        continue;
      }
      for (int h = 0; h < heads; h++) {
        Gemm.abT(
            queries,
            keys,
            size,
            x.rows(b, h, size),
            y.rows(b, h, size),
            0,
            written.rows(pair(b, h), keys));
      }
    }
  }

  /** Queries p y of pairs p and keys y. */
  void ofKeys(NativeFloats p, Lanes y, Lanes written, int batch) {
    for (int b = 0; b < batch; b++) {
      if (small) {
        sums(p, b, y, written, true, 0);
        continue;
      }
      for (int h = 0; h < heads; h++) {
        Gemm.ab(
            queries,
            size,
            keys,
            p.rows(pair(b, h), keys),
            y.rows(b, h, size),
            0,
            written.rows(b, h, size));
      }
    }
  }

  /** Keys p' x of pairs p and queries x, and beta times what is there. */
  void ofQueries(NativeFloats p, Lanes x, float beta, Lanes written, int batch) {
    for (int b = 0; b < batch; b++) {
      if (small) {
        sums(p, b, x, written, false, beta);
        continue;
      }
      for (int h = 0; h < heads; h++) {
        Gemm.aTb(
            keys,
            size,
            queries,
            p.rows(pair(b, h), keys),
            x.rows(b, h, size),
            beta,
            written.rows(b, h, size));
      }
    }
  }

  private int span(Lanes lanes, int rows) {
    return (rows - 1) * lanes.row() + heads * size;
  }

  /** All heads of a sequence, and whatever lies between its rows. */
  private float[] read(Lanes lanes, int number, int rows, float[] memory) {
    int length = span(lanes, rows);
    float[] values = memory.length < length ? new float[length] : memory;
    lanes.memory().read((int) lanes.of(number, 0, size), values, 0, length);
    return values;
  }

  private void multiply(float[] x, int xRow, float[] y, int yRow, int head) {
    int to = head * queries * keys;
    for (int i = 0; i < queries; i++) {
      for (int j = 0; j < keys; j++) {
        pairs[to++] = dot(x, i * xRow + head * size, y, j * yRow + head * size);
      }
    }
  }

  private float dot(float[] x, int at, float[] y, int place) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int s = 0;
    for (; s < size - 3; s += 4) {
      a += x[at + s] * y[place + s];
      b += x[at + s + 1] * y[place + s + 1];
      c += x[at + s + 2] * y[place + s + 2];
      d += x[at + s + 3] * y[place + s + 3];
    }
    for (; s < size; s++) {
      a += x[at + s] * y[place + s];
    }
    return a + b + (c + d);
  }

  /** Queries from keys, or keys from queries: the other side's rows, weighed by the pairs. */
  private void sums(
      NativeFloats p, int number, Lanes rows, Lanes written, boolean queried, float beta) {
    int made = queried ? queries : keys;
    int count = queried ? keys : queries;
    p.read((int) pair(number, 0), pairs, 0, pairs.length);
    factor = read(rows, number, count, factor);
    result = read(written, number, made, result);
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < made; i++) {
        int first = h * queries * keys + (queried ? i * keys : i);
        int to = i * written.row() + h * size;
        for (int s = 0; s < size; s += 4) {
          int some = Math.min(4, size - s);
          weigh(first, queried ? 1 : keys, count, h * size + s, rows.row(), to + s, some, beta);
        }
      }
    }
    written.memory().write((int) written.of(number, 0, size), result, 0, span(written, made));
  }

  /** Up to four neighbouring numbers of a sum. */
  private void weigh(
      int pair, int next, int count, int from, int row, int to, int some, float beta) {
    float[] sum = four;
    Arrays.fill(sum, 0);
    if (some == sum.length) {
      addFour(pair, next, count, from, row);
    } else {
      for (int j = 0; j < count; j++) {
        for (int s = 0; s < some; s++) {
          sum[s] += pairs[pair + j * next] * factor[from + j * row + s];
        }
      }
    }
    for (int s = 0; s < some; s++) {
      result[to + s] = beta == 0 ? sum[s] : beta * result[to + s] + sum[s];
    }
  }

  private void addFour(int pair, int next, int count, int from, int row) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int j = 0; j < count; j++) {
      float share = pairs[pair + j * next];
      int at = from + j * row;
      a += share * factor[at];
      b += share * factor[at + 1];
      c += share * factor[at + 2];
      d += share * factor[at + 3];
    }
    four[0] = a;
    four[1] = b;
    four[2] = c;
    four[3] = d;
  }
}
