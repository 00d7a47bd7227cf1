package io.foretide.trainer.policy;

import io.foretide.runtime.ServiceConfig;

/**
 * What can be set about the policy.
 *
 * @param instance who asks
 * @param debounceMillis how long uploads must pause before they ask for a run: {@code
 *     retrain.debounce.ms}
 * @param driftScores how many scores a live MASE needs: {@code retrain.drift.scores}
 */
public record PolicySettings(String instance, long debounceMillis, int driftScores) {
  public static PolicySettings of(ServiceConfig config) {
    return new PolicySettings(
        config.instance(),
        config.getLong("retrain.debounce.ms", 2000),
        config.getInt("retrain.drift.scores", 200));
  }
}
