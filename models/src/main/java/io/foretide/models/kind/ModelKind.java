package io.foretide.models.kind;

import io.foretide.models.series.Dataset;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An architecture that can be trained. A fit is a function of data, settings and seed: the same
 * three give the same model.
 */
public interface ModelKind {
  /** What the catalogue says of this kind; its id names it everywhere. */
  KindCard card();

  /** The settings this kind takes, derived from its options record. */
  SettingsSchema settings();

  /**
   * Up to when a model with these settings has seen data, however early its own data is cut; empty
   * where a fit sees no more than it is given. A backtest before then would prove nothing.
   */
  default Optional<Instant> learnedUntil(Settings settings) {
    return Optional.empty();
  }

  /**
   * The columns whose future a model with these settings is told: a backtest tells it what they
   * turned out to be, as a plan would have.
   */
  default Set<String> knownAhead(Settings settings) {
    return Set.of();
  }

  /**
   * Fits on everything in {@code data}; whoever wants less passes {@link Dataset#upTo}.
   *
   * @param horizon how far the fitted model will be asked to forecast, in steps; direct kinds learn
   *     exactly this
   * @throws SettingException if a setting is unknown, malformed or out of range
   * @throws FitException if the data cannot carry this kind, with what it would need
   * @throws java.util.concurrent.CancellationException if the listener says so
   */
  ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener);

  /**
   * The model for later data of the same series in a backtest. A kind that is costly to fit goes on
   * with the model it has, whose context alone grows; the others are fitted anew.
   *
   * @param previous fitted on earlier data with the same settings; this method takes it over, and
   *     closes it unless it is returned
   */
  default ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings settings,
      long seed,
      TrainingListener listener) {
    if (!card().refit()) {
      return previous;
    }
    previous.close();
    return fit(data, horizon, settings, seed, listener);
  }
}
