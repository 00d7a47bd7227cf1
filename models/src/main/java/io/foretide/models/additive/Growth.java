package io.foretide.models.additive;

import java.util.Locale;

/** The shape of the trend. */
enum Growth {
  /** Piecewise linear. */
  LINEAR,
  /** Piecewise logistic: saturates at a cap above and a floor below. */
  LOGISTIC,
  /** A constant level. */
  FLAT;

  /** As it is written in settings and artifacts. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Growth of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
