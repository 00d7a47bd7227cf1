package io.foretide.neural.memory;

/**
 * Sums and maxima over runs of an array. Four partial results keep the processor's adders busy: the
 * JIT may not reorder floating-point sums by itself.
 */
public final class Reductions {
  private Reductions() {}

  public static float sum(float[] values, int from, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = from + length;
    int i = from;
    for (; i < end - 3; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < end; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  /** The sum of products of two runs that begin at the same place. */
  public static float dot(float[] x, float[] y, int from, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = from + length;
    int i = from;
    for (; i < end - 3; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < end; i++) {
      a += x[i] * y[i];
    }
    return a + b + (c + d);
  }

  public static float max(float[] values, int from, int length) {
    float a = values[from];
    float b = a;
    float c = a;
    float d = a;
    int end = from + length;
    int i = from;
    for (; i < end - 3; i += 4) {
      // Not Math.max, which minds NaN and signed zeros and takes twice as long.
      a = values[i] > a ? values[i] : a;
      b = values[i + 1] > b ? values[i + 1] : b;
      c = values[i + 2] > c ? values[i + 2] : c;
      d = values[i + 3] > d ? values[i + 3] : d;
    }
    for (; i < end; i++) {
      a = values[i] > a ? values[i] : a;
    }
    return Math.max(Math.max(a, b), Math.max(c, d));
  }
}
