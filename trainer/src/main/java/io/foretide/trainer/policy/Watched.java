package io.foretide.trainer.policy;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the policy knows of one model, or of a data set that has no model yet and goes by its own
 * name. Replaced as a whole at every change.
 *
 * @param rules {@link Rules#NONE} until the model is defined
 * @param champion version that is served; 0 for none
 * @param backtests MASE of each version's backtest
 * @param askedAt when a run was last asked for, or the model defined; milliseconds since the epoch
 * @param waiting whether a run that the policy asked for has not ended yet
 * @param driftedVersion version whose drift a run was asked for already; 0 for none
 */
record Watched(
    String model,
    Rules rules,
    int champion,
    Map<Integer, Double> backtests,
    Pending pending,
    LiveScore live,
    long askedAt,
    boolean waiting,
    int driftedVersion) {

  static Watched unknown(String model) {
    return new Watched(model, Rules.NONE, 0, Map.of(), Pending.NONE, LiveScore.NONE, 0, false, 0);
  }

  Watched {
    backtests = Map.copyOf(backtests);
  }

  boolean isOf(String dataset) {
    return rules.known() ? rules.dataset().equals(dataset) : model.equals(dataset);
  }

  Watched defined(Rules now, long at) {
    return new Watched(
        model,
        now,
        champion,
        backtests,
        pending,
        live,
        Math.max(askedAt, at),
        waiting,
        driftedVersion);
  }

  Watched published(int version, double mase) {
    Map<Integer, Double> more = new TreeMap<>(backtests);
    if (mase > 0) {
      more.put(version, mase);
    }
    return new Watched(
        model, rules, champion, more, pending, live, askedAt, waiting, driftedVersion);
  }

  Watched served(int version) {
    return new Watched(
        model, rules, version, backtests, pending, live, askedAt, waiting, driftedVersion);
  }

  Watched scored(int version, double scaledError, int window) {
    return with(pending, live.with(version, scaledError, window));
  }

  Watched uploaded(String upload, long now) {
    return with(pending.with(upload, now), live);
  }

  Watched ended() {
    return new Watched(
        model, rules, champion, backtests, pending, live, askedAt, false, driftedVersion);
  }

  /** A run was asked for; uploads that waited are taken care of by it whatever its cause. */
  Watched asked(long now, boolean forDrift) {
    return new Watched(
        model,
        rules,
        champion,
        backtests,
        Pending.NONE,
        live,
        now,
        true,
        forDrift ? champion : driftedVersion);
  }

  private Watched with(Pending uploads, LiveScore score) {
    return new Watched(
        model, rules, champion, backtests, uploads, score, askedAt, waiting, driftedVersion);
  }
}
