package io.foretide.neural.training;

/**
 * What the values of one window are measured in: scaled = (value - center) / scale.
 *
 * @param center in the series' own unit
 * @param scale in the series' own unit; 0 where the context does not tell one, and then the center
 *     is the forecast
 */
public record Unit(double center, double scale) {
  static final Unit NONE = new Unit(0, 0);

  public Unit {
    if (!(scale >= 0)) {
      throw new IllegalArgumentException("a scale of " + scale);
    }
  }

  /** The value in this unit; 0 where the unit is none. */
  float scaled(float value) {
    return scale > 0 ? (float) ((value - center) / scale) : 0;
  }
}
