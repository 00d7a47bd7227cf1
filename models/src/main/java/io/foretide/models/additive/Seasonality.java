package io.foretide.models.additive;

import java.util.List;

/**
 * A Fourier series of a period: sine and cosine of each of {@code order} harmonics, of the days
 * since the epoch (Taylor and Letham 2018, equation 5).
 *
 * @param period in days
 * @param condition a column; where it is zero or missing the seasonality is off. Empty: always on
 */
record Seasonality(
    String name,
    double period,
    int order,
    double priorScale,
    boolean multiplicative,
    String condition)
    implements Term {
  Seasonality {
    if (!(period > 0) || order < 1 || !(priorScale > 0)) {
      throw new IllegalArgumentException(
          "seasonality "
              + name
              + " has a period in days, an order and a prior scale above zero, not "
              + period
              + ", "
              + order
              + " and "
              + priorScale);
    }
  }

  @Override
  public int columns() {
    return 2 * order;
  }

  @Override
  public List<String> reads() {
    return condition.isEmpty() ? List.of() : List.of(condition);
  }

  @Override
  public void fill(Inputs inputs, double[] x, int stride, int offset) {
    double[] on = condition.isEmpty() ? null : inputs.column(condition);
    for (int i = 0; i < inputs.steps(); i++) {
      if (on != null && (on[i] == 0 || Double.isNaN(on[i]))) {
        continue;
      }
      double days = inputs.secondsAt(i) / 86_400.0;
      double angle = 2 * Math.PI * (days / period - Math.floor(days / period));
      double sine = Math.sin(angle);
      double cosine = Math.cos(angle);
      int at = i * stride + offset;
      x[at] = sine;
      x[at + 1] = cosine;
      // The harmonics by the addition theorem: two of them cost less than one call of sin.
      for (int c = 2; c < 2 * order; c += 2) {
        x[at + c] = x[at + c - 2] * cosine + x[at + c - 1] * sine;
        x[at + c + 1] = x[at + c - 1] * cosine - x[at + c - 2] * sine;
      }
    }
  }
}
