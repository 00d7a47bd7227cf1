package io.foretide.neural.bricks;

/**
 * Draws dropout masks: 0 with the rate's probability, 1 / (1 - rate) otherwise. The same seed and
 * the same iteration give the same mask.
 */
final class DropoutMask {
  private final int seed;
  private final int threshold;
  private final float scale;

  DropoutMask(long seed, double rate) {
    this.seed = (int) (seed ^ (seed >>> 32)) * 0x9E3779B9;
    this.threshold = (int) Math.round((rate * 2 - 1) * Integer.MAX_VALUE);
    this.scale = (float) (1 / (1 - rate));
  }

  /**
   * Applies a part of the iteration's mask, in place.
   *
   * @param values the first {@code length} are elements {@code at} and on of what is masked
   */
  void multiply(float[] values, int length, int at, int iteration) {
    int base = seed + iteration * 0x85EBCA6B + at;
    for (int i = 0; i < length; i++) {
      // A counter through an integer hash (Wellons' triple32): every element by itself, so that the
      // loop becomes vector code, which a generator with state never does.
      int x = base + i;
      x ^= x >>> 17;
      x *= 0xed5ad4bb;
      x ^= x >>> 11;
      x *= 0xac4c1b51;
      x ^= x >>> 15;
      x *= 0x31848bab;
      x ^= x >>> 14;
      values[i] *= x < threshold ? 0 : scale;
    }
  }
}
