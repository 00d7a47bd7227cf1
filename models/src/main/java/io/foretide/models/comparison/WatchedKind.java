package io.foretide.models.comparison;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.KindCard;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Levels;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A kind whose fits are timed as a backtest asks for them. The first model is also asked for single
 * forecasts until their times are known.
 */
final class WatchedKind implements ModelKind {
  private static final int WARM_UP_CALLS = 500;
  private static final int CALLS = 2000;
  private static final double WARM_UP_SECONDS = 1;
  private static final double SECONDS = 2;
  private static final int FEWEST_CALLS = 20;
  private static final double NANOS = 1e9;

  private final ModelKind kind;
  private final Map<Quantity, Double> measured = new EnumMap<>(Quantity.class);
  private double fitSeconds;
  private int fits;

  WatchedKind(ModelKind kind) {
    this.kind = kind;
  }

  /** All but the scores; of use once a backtest is through. */
  Map<Quantity, Double> measured() {
    measured.put(Quantity.TRAIN_SECONDS, fitSeconds / fits);
    return measured;
  }

  @Override
  public KindCard card() {
    return kind.card();
  }

  @Override
  public SettingsSchema settings() {
    return kind.settings();
  }

  @Override
  public Set<String> knownAhead(Settings settings) {
    return kind.knownAhead(settings);
  }

  @Override
  public ForecastModel fit(
      Dataset data, int horizon, Settings settings, long seed, TrainingListener listener) {
    boolean first = fits == 0;
    double before = first ? ResidentMemory.begin() : 0;
    ForecastModel model = timed(() -> kind.fit(data, horizon, settings, seed, listener));
    if (first) {
      measured.put(Quantity.MEMORY, Math.max(0, ResidentMemory.peak() - before));
      model.parameters().ifPresent(p -> measured.put(Quantity.PARAMETERS, (double) p));
      inference(model, data, horizon);
    }
    return model;
  }

  @Override
  public ForecastModel refit(
      ForecastModel previous,
      Dataset data,
      int horizon,
      Settings settings,
      long seed,
      TrainingListener listener) {
    if (!kind.card().refit()) {
      return kind.refit(previous, data, horizon, settings, seed, listener);
    }
    return timed(() -> kind.refit(previous, data, horizon, settings, seed, listener));
  }

  private ForecastModel timed(Supplier<ForecastModel> fit) {
    long began = System.nanoTime();
    ForecastModel model = fit.get();
    fitSeconds += (System.nanoTime() - began) / NANOS;
    fits++;
    return model;
  }

  /** One series after the other, each on its own, as somebody would ask for them. */
  private void inference(ForecastModel model, Dataset data, int steps) {
    List<Context> contexts = data.series().stream().map(Context::new).toList();
    Horizon horizon = new Horizon(steps, data.step());
    calls(model, contexts, horizon, WARM_UP_CALLS, WARM_UP_SECONDS);
    double[] millis = calls(model, contexts, horizon, CALLS, SECONDS);
    Arrays.sort(millis);
    measured.put(Quantity.INFERENCE_P50, millis[millis.length / 2]);
    measured.put(Quantity.INFERENCE_P99, millis[(int) Math.ceil(0.99 * millis.length) - 1]);
  }

  private static double[] calls(
      ForecastModel model, List<Context> contexts, Horizon horizon, int most, double seconds) {
    double[] millis = new double[most];
    double spent = 0;
    int calls = 0;
    while (calls < most && (calls < FEWEST_CALLS || spent < seconds)) {
      List<Context> one = List.of(contexts.get(calls % contexts.size()));
      long began = System.nanoTime();
      model.forecast(one, horizon, Levels.published());
      double took = (System.nanoTime() - began) / NANOS;
      spent += took;
      millis[calls++] = 1000 * took;
    }
    return Arrays.copyOf(millis, calls);
  }
}
