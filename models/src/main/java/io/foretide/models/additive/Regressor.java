package io.foretide.models.additive;

import java.util.List;

/**
 * A numeric column of the series. It is standardised by its mean and standard deviation over the
 * fitted observations, unless it is constant there or holds zeros and ones only (Prophet's rule).
 * Where a series has no such column it says nothing: it stands at its mean.
 */
record Regressor(
    String name, double priorScale, boolean multiplicative, double mean, double deviation)
    implements Term {
  Regressor {
    if (!(priorScale > 0) || !(deviation > 0)) {
      throw new IllegalArgumentException("regressor " + name + " has a prior scale above zero");
    }
  }

  /** With the standardisation that these values, one per observation, ask for. */
  static Regressor standardised(
      String name, double priorScale, boolean multiplicative, double[] values) {
    boolean constant = true;
    boolean binary = true;
    double sum = 0;
    for (double value : values) {
      constant &= value == values[0] || Double.isNaN(value);
      binary &= value == 0 || value == 1;
      sum += value;
    }
    if (constant || binary) {
      return new Regressor(name, priorScale, multiplicative, 0, 1);
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Regressor(
        name, priorScale, multiplicative, mean, Math.sqrt(squares / (values.length - 1)));
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public List<String> reads() {
    return List.of(name);
  }

  @Override
  public void fill(Inputs inputs, double[] x, int stride, int offset) {
    double[] values = inputs.column(name);
    for (int i = 0; i < values.length; i++) {
      x[i * stride + offset] = Double.isNaN(values[i]) ? 0 : (values[i] - mean) / deviation;
    }
  }
}
