package io.foretide.neural.training;

/** How the values of a window are scaled by its context, and scaled back in the output. */
public enum Scaling {
  /** By the mean absolute value, which leaves zero at zero: for counts and sales. */
  MEAN_ABSOLUTE {
    @Override
    Unit unit(float[] values, int from, int to) {
      return new Unit(0, (float) meanAbsolute(values, from, to));
    }
  },

  /**
   * By mean and standard deviation: reversible instance normalisation (Kim et al. 2022) without its
   * learned scale. A context that stands still is forecast to stay where it is.
   */
  STANDARD {
    @Override
    Unit unit(float[] values, int from, int to) {
      return standard(values, from, to);
    }
  },

  /**
   * By the last observed value and the standard deviation: what a network says is how far the
   * series moves away from where it stands (NLinear; Zeng et al. 2023, section 4).
   */
  LAST_VALUE {
    @Override
    Unit unit(float[] values, int from, int to) {
      int last = to - 1;
      while (last >= from && Float.isNaN(values[last])) {
        last--;
      }
      return last < from ? Unit.NONE : new Unit(values[last], standard(values, from, to).scale());
    }
  };

  /**
   * Of the mean absolute value: what varies by less stands still, since single-precision numbers
   * hardly tell it from rounding.
   */
  public static final float SMALLEST_DEVIATION = 1e-5f;

  /** From the observed values among {@code from..to}; NaN where nothing was. */
  abstract Unit unit(float[] values, int from, int to);

  private static Unit standard(float[] values, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(values[i])) {
        sum += values[i];
        n++;
      }
    }
    if (n == 0) {
      return Unit.NONE;
    }
    double center = sum / n;
    double squares = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(values[i])) {
        squares += (values[i] - center) * (values[i] - center);
      }
    }
    double deviation = Math.sqrt(squares / n);
    boolean moves = deviation > SMALLEST_DEVIATION * meanAbsolute(values, from, to);
    return new Unit(center, moves ? (float) deviation : 0);
  }

  private static double meanAbsolute(float[] values, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      if (!Float.isNaN(values[i])) {
        sum += Math.abs(values[i]);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }
}
