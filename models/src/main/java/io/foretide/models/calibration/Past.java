package io.foretide.models.calibration;

import io.foretide.models.evaluation.NaiveScale;
import io.foretide.models.evaluation.Window;
import io.foretide.models.series.Series;

/**
 * What a correction knows of a series' history.
 *
 * @param scale {@link NaiveScale#positive}, in the series' unit
 * @param magnitude {@link NaiveScale#magnitude}, in the series' unit
 */
record Past(double scale, double magnitude) {
  static Past of(Series history) {
    return new Past(NaiveScale.positive(history), NaiveScale.magnitude(history));
  }

  static Past of(Window window) {
    return new Past(window.positiveScale(), window.magnitude());
  }

  /** Low where demand comes in drops, high where every step is much like the season before. */
  double regularity() {
    return magnitude / scale;
  }
}
