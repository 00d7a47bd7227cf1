package io.foretide.trainer.policy;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When a model is to be trained again, as its definition says.
 *
 * @param everySeconds 0 for no schedule
 * @param driftRatio 0 for never
 */
record Rules(String dataset, boolean onUpload, long everySeconds, double driftRatio) {
  /** Of a model that has no definition yet. */
  static final Rules NONE = new Rules("", true, 0, 0);

  boolean known() {
    return !dataset.isEmpty();
  }

  OptionalLong everyMillis() {
    return everySeconds > 0 ? OptionalLong.of(everySeconds * 1000) : OptionalLong.empty();
  }

  OptionalDouble drift() {
    return driftRatio > 0 ? OptionalDouble.of(driftRatio) : OptionalDouble.empty();
  }
}
