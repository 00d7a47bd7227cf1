package io.foretide.trainer.policy;

import io.foretide.schemas.TrainingTrigger;
import java.util.Locale;
import java.util.Optional;

/** Whether a model is to be trained now, and why. */
record Ask(TrainingTrigger trigger, String cause) {
  /** A run that was asked for and not heard of for so long does not hold up others. */
  private static final long FORGOTTEN_MILLIS = 3_600_000;

  static Optional<Ask> of(Watched model, long now, PolicySettings settings) {
    if (model.waiting() && now - model.askedAt() < FORGOTTEN_MILLIS) {
      return Optional.empty();
    }
    if (model.pending().isDue(now, settings.debounceMillis())) {
      TrainingTrigger trigger =
          model.rules().known() ? TrainingTrigger.UPLOAD : TrainingTrigger.FIRST_UPLOAD;
      return Optional.of(new Ask(trigger, model.pending().cause()));
    }
    return scheduled(model.rules(), model, now).or(() -> drifted(model.rules(), model, settings));
  }

  private static Optional<Ask> scheduled(Rules rules, Watched model, long now) {
    return rules.everyMillis().isPresent()
            && now - model.askedAt() >= rules.everyMillis().getAsLong()
        ? Optional.of(new Ask(TrainingTrigger.SCHEDULE, "every " + rules.everySeconds() + " s"))
        : Optional.empty();
  }

  private static Optional<Ask> drifted(Rules rules, Watched model, PolicySettings settings) {
    Double backtest = model.backtests().get(model.champion());
    LiveScore live = model.live();
    if (rules.drift().isEmpty()
        || backtest == null
        || live.version() != model.champion()
        || live.count() < settings.driftScores()
        || model.driftedVersion() == model.champion()
        || live.mase() <= rules.driftRatio() * backtest) {
      return Optional.empty();
    }
    return Optional.of(
        new Ask(
            TrainingTrigger.DRIFT,
            String.format(
                Locale.ROOT,
                "%s/%d: live MASE %.3f > %.2f x %.3f of its backtest",
                model.model(),
                model.champion(),
                live.mase(),
                rules.driftRatio(),
                backtest)));
  }
}
