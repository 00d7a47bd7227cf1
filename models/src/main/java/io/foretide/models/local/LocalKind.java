package io.foretide.models.local;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.OptionsKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Step;

/**
 * What all local kinds do alike. A kind adds its card, its options, and how they choose the method.
 *
 * @param <P> what is remembered of a series
 * @param <O> its options
 */
public abstract class LocalKind<P, O extends Record> extends OptionsKind<O> {
  private final LocalFormat<P> format;

  protected LocalKind(KindCard card, LocalFormat<P> format, Class<O> options) {
    super(card, options);
    this.format = format;
  }

  /** How each series is read. */
  protected abstract LocalScope scope(O options, Step step, long seed);

  /** How each series is forecast. */
  protected abstract LocalMethod<P> method(O options, LocalScope scope, Step step);

  /** The horizon does not matter: a local model forecasts any. */
  @Override
  public final ForecastModel fit(
      Dataset data, int horizon, Settings chosen, long seed, TrainingListener listener) {
    O options = options(chosen);
    LocalScope scope = scope(options, data.step(), seed);
    return LocalModel.fit(format.id(), scope, method(options, scope, data.step()), data, listener);
  }
}
