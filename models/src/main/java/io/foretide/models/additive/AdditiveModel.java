package io.foretide.models.additive;

import io.foretide.models.explanation.Explainable;
import io.foretide.models.explanation.Explanation;
import io.foretide.models.explanation.Explanations;
import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.Settings;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The fitted parameters of many series, each on its own.
 *
 * <p>A context that ends after the fitted history is forecast from its own end with the stored
 * parameters: scaled time goes on, the trend is the last one fitted, and its uncertainty grows from
 * the end of the fit. A series that was not fitted is fitted there and then, and not remembered.
 *
 * <p>Immutable, so any number of threads may use it. The same model, context, horizon and levels
 * give the same bits: the sample paths' seed is made of the model's seed, the series and the
 * cutoff.
 */
public final class AdditiveModel implements ForecastModel, Explainable {
  private final Settings settings;
  private final AdditiveOptions options;
  private final long seed;
  private final Map<SeriesId, FittedSeries> fitted;
  private final Supplier<List<Explanation>> told;

  /**
   * @param told what a model that is loaded told when it was saved
   */
  AdditiveModel(
      Settings settings, long seed, Map<SeriesId, FittedSeries> fitted, List<Explanation> told) {
    this(settings, seed, fitted, model -> told);
  }

  /** Just fitted on this data, to forecast so many steps. */
  AdditiveModel(
      Settings settings, long seed, Map<SeriesId, FittedSeries> fitted, Dataset data, int horizon) {
    this(settings, seed, fitted, model -> model.explain(data, horizon));
  }

  private AdditiveModel(
      Settings settings,
      long seed,
      Map<SeriesId, FittedSeries> fitted,
      Function<AdditiveModel, List<Explanation>> told) {
    this.settings = settings;
    this.options = AdditiveOptions.of(settings);
    this.seed = seed;
    this.fitted = new TreeMap<>(fitted);
    this.told = () -> told.apply(this);
  }

  @Override
  public String format() {
    return AdditiveFormat.ID;
  }

  @Override
  public int maxHorizon() {
    return Integer.MAX_VALUE;
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    return contexts.parallelStream().map(one -> forecast(one, horizon, levels)).toList();
  }

  private Forecast forecast(Context context, Horizon horizon, double[] levels) {
    Series history = context.history();
    if (!history.step().equals(horizon.step())) {
      throw new IllegalArgumentException(
          history + " cannot be forecast in steps of " + horizon.step());
    }
    return new Prediction(of(history), context, horizon.steps())
        .forecast(context, levels, options.samples(), seedOf(history));
  }

  /**
   * What the model makes of a series: trend, every seasonality, holidays and regressors, at each
   * step of the history and {@code ahead} steps more.
   */
  public Components components(Context context, int ahead) {
    return Decomposition.of(of(context.history()), context, ahead);
  }

  /**
   * The log posterior at the fitted parameters, Prophet's up to its constants, larger is better;
   * infinite for a constant series. Empty if the series was not fitted.
   */
  public Optional<Double> logPosterior(SeriesId series) {
    return Optional.ofNullable(fitted.get(series)).map(FittedSeries::logPosterior);
  }

  private List<Explanation> explain(Dataset data, int horizon) {
    return new AdditiveExplanations(data, options.calendar())
        .of(series -> components(new Context(series), horizon));
  }

  @Override
  public List<Explanation> explanations() {
    return told.get();
  }

  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(
        fitted.values().stream().mapToLong(one -> one.parameters().count()).sum());
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    AdditiveFormat.save(artifacts, settings, seed, fitted);
    Explanations.write(artifacts, explanations());
  }

  /** Nothing to free: there is no native memory. */
  @Override
  public void close() {}

  private FittedSeries of(Series series) {
    FittedSeries known = fitted.get(series.id());
    return known != null ? known : FittedSeries.fit(options, series);
  }

  private long seedOf(Series history) {
    long mixed = seed;
    String text = history.id().text();
    for (int i = 0; i < text.length(); i++) {
      mixed = mixed * 0x5851F42D4C957F2DL + text.charAt(i);
    }
    return mixed * 0x5851F42D4C957F2DL + history.end().getEpochSecond();
  }
}
