package io.foretide.neural.memory;

/**
 * tanh and the logistic function over runs of an array, in loops that the JIT turns into vector
 * code, which it does not for {@link Math#tanh} or {@link Math#exp}.
 */
public final class Activations {
  // Rational minimax approximation of tanh, as in Eigen's ptanh: error below 1e-6 everywhere.
  private static final float LIMIT = 7.90531110763549805f;
  private static final float A1 = 4.89352455891786e-03f;
  private static final float A3 = 6.37261928875436e-04f;
  private static final float A5 = 1.48572235717979e-05f;
  private static final float A7 = 5.12229709037114e-08f;
  private static final float A9 = -8.60467152213735e-11f;
  private static final float A11 = 2.00018790482477e-13f;
  private static final float A13 = -2.76076847742355e-16f;
  private static final float B0 = 4.89352518554385e-03f;
  private static final float B2 = 2.26843463243900e-03f;
  private static final float B4 = 1.18534705686654e-04f;
  private static final float B6 = 1.19825839466702e-06f;

  private Activations() {}

  public static float tanh(float value) {
    float x = Math.max(-LIMIT, Math.min(LIMIT, value));
    float s = x * x;
    float p = ((((((A13 * s + A11) * s + A9) * s + A7) * s + A5) * s + A3) * s + A1) * x;
    float q = ((B6 * s + B4) * s + B2) * s + B0;
    return p / q;
  }

  /** values = tanh(values + shift), one array beside the other. */
  public static void tanh(float[] values, float[] shift) {
    for (int i = 0; i < values.length; i++) {
      values[i] = tanh(values[i] + shift[i]);
    }
  }

  /** values = 1 / (1 + exp(-(values + shift))), one array beside the other. */
  public static void sigmoid(float[] values, float[] shift) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + 0.5f * tanh(0.5f * (values[i] + shift[i]));
    }
  }

  /** In place. */
  public static void tanh(float[] values, int at, int length) {
    for (int i = at; i < at + length; i++) {
      values[i] = tanh(values[i]);
    }
  }

  /** In place; 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2. */
  public static void sigmoid(float[] values, int at, int length) {
    for (int i = at; i < at + length; i++) {
      values[i] = 0.5f + 0.5f * tanh(0.5f * values[i]);
    }
  }
}
