package io.foretide.neural.bricks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Draws dropout masks: 0 with the rate's probability, 1 / (1 - rate) otherwise. The same seed and
 * the same iteration give the same mask. Not safe for use by two threads.
 *
 * <p>A counter goes through an integer hash (Wellons' triple32): every element by itself, so that
 * the loop becomes vector code, which a generator with state never does.
 */
final class DropoutMask {
  private static final int CHUNK = 4096;

  /** An array of counters: with the loop's own variable in its place, C2 makes no vector code. */
  private static final int[] COUNTERS = new int[CHUNK];

  static {
    Arrays.setAll(COUNTERS, i -> i);
  }

  private final int seed;
  private final int lastDropped;
  private final int scale;
  private final int[] bits = new int[CHUNK];
  private final float[] factors = new float[CHUNK];

  // Bits become floats by way of the same memory: nothing else that does it is vector code.
  private final IntBuffer asBits;
  private final FloatBuffer asFactors;

  DropoutMask(long seed, double rate) {
    this.seed = (int) (seed ^ (seed >>> 32)) * 0x9E3779B9;
    this.lastDropped = (int) (Math.round(rate * (1L << 31)) - 1);
    this.scale = Float.floatToRawIntBits((float) (1 / (1 - rate)));
    ByteBuffer memory = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
    asBits = memory.asIntBuffer();
    asFactors = memory.asFloatBuffer();
  }

  /**
   * Applies a part of the iteration's mask, in place.
   *
   * @param values the first {@code length} are elements {@code at} and on of what is masked
   */
  void multiply(float[] values, int length, int at, int iteration) {
    int base = seed + iteration * 0x85EBCA6B + at;
    for (int from = 0; from < length; from += CHUNK) {
      int count = Math.min(CHUNK, length - from);
      draw(bits, COUNTERS, count, base + from);
      asBits.put(0, bits, 0, count);
      asFactors.get(0, factors, 0, count);
      multiply(values, from, count);
    }
  }

  private void draw(int[] to, int[] counters, int count, int base) {
    int last = lastDropped;
    int one = scale;
    for (int i = 0; i < count; i++) {
      int x = base + counters[i];
      x ^= x >>> 17;
      x *= 0xed5ad4bb;
      x ^= x >>> 11;
      x *= 0xac4c1b51;
      x ^= x >>> 15;
      x *= 0x31848bab;
      x ^= x >>> 14;
      to[i] = ((last - (x >>> 1)) >> 31) & one;
    }
  }

  private void multiply(float[] values, int from, int count) {
    float[] by = factors;
    for (int i = 0; i < count; i++) {
      values[from + i] *= by[i];
    }
  }
}
