package io.foretide.models.evaluation;

import io.foretide.models.allocation.Allocator;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forecasts at past cutoffs. A kind that fits cheaply is fitted anew at each cutoff on what was
 * known then; one whose card says otherwise is fitted once, before the first cutoff, and only its
 * context grows. Neither ever sees past the cutoff it is scored at, but for the columns that its
 * settings say are known ahead.
 */
public final class Backtest {
  private final ModelKind kind;
  private final Settings settings;
  private final long seed;

  public Backtest(ModelKind kind, Settings settings, long seed) {
    this.kind = kind;
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * One window per series and cutoff, for the series that had begun by then and were observed after
   * it.
   *
   * @param cutoffs in time order
   * @param levels quantile levels to ask for, ascending
   */
  public List<Window> run(
      Dataset data,
      List<Instant> cutoffs,
      int horizon,
      double[] levels,
      TrainingListener listener) {
    Map<SeriesId, Series> whole = new HashMap<>();
    data.series().forEach(series -> whole.put(series.id(), series));
    Set<String> ahead = kind.knownAhead(settings);
    List<Window> windows = new ArrayList<>();
    ForecastModel model = null;
    try {
      for (int i = 0; i < cutoffs.size(); i++) {
        listener.checkCancelled();
        Instant cutoff = cutoffs.get(i);
        Dataset known = data.upTo(cutoff);
        if (known.isEmpty()) {
          continue;
        }
        TrainingListener part = listener.turn(i, cutoffs.size());
        ForecastModel previous = model;
        model = null; // refit takes it over, even when it fails
        model =
            previous == null
                ? kind.fit(known, horizon, settings, seed, part)
                : kind.refit(previous, known, horizon, settings, seed, part);
        listener.progress((i + 1.0) / cutoffs.size(), "backtest at " + cutoff);
        windows.addAll(score(model, known, whole, cutoff, horizon, ahead, levels));
      }
      return windows;
    } finally {
      if (model != null) {
        model.close();
      }
    }
  }

  private static List<Window> score(
      ForecastModel model,
      Dataset known,
      Map<SeriesId, Series> whole,
      Instant cutoff,
      int horizon,
      Set<String> ahead,
      double[] levels) {
    List<Context> contexts = new ArrayList<>();
    for (Series history : known.series()) {
      // A series that ended before the cutoff has nothing to be scored on.
      if (history.end().equals(cutoff) && whole.get(history.id()).length() > history.length()) {
        contexts.add(Context.at(whole.get(history.id()), cutoff, horizon, ahead));
      }
    }
    if (contexts.isEmpty()) {
      return List.of();
    }
    List<Forecast> forecasts = model.forecast(contexts, new Horizon(horizon, known.step()), levels);
    List<Window> windows = new ArrayList<>();
    for (Forecast forecast : forecasts) {
      windows.add(Window.of(forecast, whole.get(forecast.series())));
    }
    if (model instanceof Allocator allocator && !allocator.weights().isEmpty()) {
      Map<SeriesId, Double> weights = allocator.weights();
      windows.replaceAll(w -> w.heldAt(weights.getOrDefault(w.series(), 0.0)));
    }
    return windows;
  }
}
