package io.foretide.neural.bricks;

import io.foretide.neural.memory.Growing;
import io.foretide.neural.memory.NativeFloats;
import io.foretide.neural.memory.Rows;
import io.foretide.neural.memory.Softmax;
import java.util.Arrays;

/**
 * How much every query attends to every key, softmax(Q K' / sqrt(size)) (Vaswani et al. 2017,
 * equation 1), of every sequence and head, with the way back. Queries and keys are read where they
 * lie: {@code [batch][steps][row]} with the heads side by side within a row. A query that sees no
 * key attends to nothing.
 */
final class AttentionWeights implements AutoCloseable {
  /** What a key that must not be seen scores: its weight is 0 in single precision. */
  static final float UNSEEN = -1e30f;

  private static final int CHUNK = 8192;

  private final int heads;
  private final int size;
  private final int queries;
  private final int keys;
  private final boolean causal;
  private final Growing memory = new Growing();
  private final float[] values;
  private final float[] gradients;
  private final PairProducts products;
  private NativeFloats weights = NativeFloats.NONE;
  private int batch;

  /**
   * @param causal whether a query sees no key after its own step; queries are the last steps
   */
  AttentionWeights(int heads, int size, int queries, int keys, boolean causal) {
    this.heads = heads;
    this.size = size;
    this.queries = queries;
    this.keys = keys;
    this.causal = causal;
    int pair = queries * keys;
    int chunk = Math.max(1, CHUNK / pair) * pair;
    this.values = new float[chunk];
    this.gradients = new float[chunk];
    this.products = new PairProducts(heads, size, queries, keys);
  }

  /**
   * Where heads lie.
   *
   * @param at the first float of the first sequence's first head
   * @param row floats from one step to the next
   * @param sequence floats from one sequence to the next
   */
  record Lanes(NativeFloats memory, int at, int row, int sequence) {
    long of(int number, int head, int size) {
      return at + (long) number * sequence + (long) head * size;
    }

    Rows rows(int number, int head, int size) {
      return memory.rows(of(number, head, size), row);
    }
  }

  /** {@code [batch][heads][queries][keys]}; valid until the next call. */
  NativeFloats forward(Lanes q, Lanes k, Pass pass) {
    batch = pass.batch();
    weights = memory.of((long) batch * heads * queries * keys);
    products.ofLanes(q, k, weights, batch);
    int total = (int) weights.size();
    for (int at = 0; at < total; at += values.length) {
      int length = Math.min(values.length, total - at);
      weights.read(at, values, 0, length);
      hide(at, length, pass);
      Softmax.forward(values, length / keys, keys, scale());
      blind(at, length, pass);
      weights.write(at, values, 0, length);
    }
    return weights;
  }

  private void hide(int at, int length, Pass pass) {
    if (!causal && !pass.isMasked()) {
      return;
    }
    int first = at / keys;
    for (int r = 0; r < length / keys; r++) {
      for (int j = 0; j < keys; j++) {
        if (!sees(first + r, j, pass)) {
          values[r * keys + j] = UNSEEN;
        }
      }
    }
  }

  private boolean sees(int row, int key, Pass pass) {
    return (!causal || key <= keys - queries + row % queries)
        && pass.counts(key, row / (heads * queries));
  }

  /** Without a mask a query sees at least its own step. */
  private void blind(int at, int length, Pass pass) {
    int first = at / keys;
    for (int r = 0; pass.isMasked() && r < length / keys; r++) {
      int key = 0;
      while (key < keys && !sees(first + r, key, pass)) {
        key++;
      }
      if (key == keys) {
        Arrays.fill(values, r * keys, (r + 1) * keys, 0);
      }
    }
  }

  /** Of a sequence and head, within the weights. */
  long pair(int sequence, int head) {
    return products.pair(sequence, head);
  }

  /**
   * @param gradient with respect to the weights, {@code [batch][heads][queries][keys]}; overwritten
   * @param dq written; where keys are queries too, lanes of the same memory
   * @param dk written
   */
  void backward(NativeFloats gradient, Lanes q, Lanes k, Lanes dq, Lanes dk) {
    int total = (int) weights.size();
    for (int at = 0; at < total; at += values.length) {
      int length = Math.min(values.length, total - at);
      weights.read(at, values, 0, length);
      gradient.read(at, gradients, 0, length);
      Softmax.backward(values, gradients, length / keys, keys, scale());
      gradient.write(at, gradients, 0, length);
    }
    products.ofKeys(gradient, k, dq, batch);
    products.ofQueries(gradient, q, 0, dk, batch);
  }

  private float scale() {
    return (float) (1 / Math.sqrt(size));
  }

  @Override
  public void close() {
    memory.close();
  }
}
