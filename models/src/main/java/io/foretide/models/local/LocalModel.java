package io.foretide.models.local;

import io.foretide.models.kind.ArtifactWriter;
import io.foretide.models.kind.ForecastModel;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Context;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Horizon;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A local kind's model: the parameters of every series it was fitted on. A forecast filters the
 * whole context again, so observations that arrived after the fit count; a series it has not seen
 * is fitted on the spot.
 */
public final class LocalModel<P> implements ForecastModel {
  /** What is remembered of one series; {@code start} is the number of the first step fitted on. */
  record Fitted<P>(long start, P parameters) {}

  private final String format;
  private final LocalScope scope;
  private final LocalMethod<P> method;
  private final Map<String, Fitted<P>> fitted;

  LocalModel(
      String format, LocalScope scope, LocalMethod<P> method, Map<String, Fitted<P>> fitted) {
    this.format = format;
    this.scope = scope;
    this.method = method;
    this.fitted = new TreeMap<>(fitted);
  }

  /** Fits every series of the data, on all cores. */
  static <P> LocalModel<P> fit(
      String format,
      LocalScope scope,
      LocalMethod<P> method,
      Dataset data,
      TrainingListener listener) {
    Map<String, Fitted<P>> fitted = new ConcurrentHashMap<>();
    AtomicInteger done = new AtomicInteger();
    int all = data.series().size();
    data.series().parallelStream()
        .forEach(
            series -> {
              listener.checkCancelled();
              Run run = scope.run(series);
              if (run.values().length > 0) {
                P parameters = method.fit(run.values(), listener::checkCancelled);
                fitted.put(series.id().text(), new Fitted<>(run.start(), parameters));
              }
              synchronized (done) {
                int count = done.incrementAndGet();
                listener.progress((double) count / all, count + " of " + all + " series");
              }
            });
    return new LocalModel<>(format, scope, method, fitted);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public int maxHorizon() {
    return Integer.MAX_VALUE;
  }

  /** What was learned of a series, to be read by a person; empty where it was not fitted on. */
  public Optional<P> parametersOf(SeriesId series) {
    return Optional.ofNullable(fitted.get(series.text())).map(Fitted::parameters);
  }

  @Override
  public List<Forecast> forecast(List<Context> contexts, Horizon horizon, double[] levels) {
    return contexts.parallelStream()
        .map(context -> forecast(context.history(), horizon.steps(), levels))
        .toList();
  }

  private Forecast forecast(Series history, int steps, double[] levels) {
    double[][] quantiles = new double[levels.length][];
    Fitted<P> known = fitted.get(history.id().text());
    Run run = known == null ? scope.run(history) : scope.runFrom(history, known.start());
    double[] values = run.values();
    if (values.length == 0) {
      Arrays.setAll(quantiles, q -> new double[steps]);
      return new Forecast(history.id(), history.end(), new double[steps], levels, quantiles);
    }
    P parameters;
    if (known == null) {
      parameters = method.fit(values, () -> {});
    } else if (known.start() == run.start()) {
      parameters = known.parameters();
    } else {
      parameters = method.restart(known.parameters(), values);
    }
    var random = new SplittableRandom(scope.seed() * 31 + history.id().text().hashCode());
    Outlook outlook = method.forecast(parameters, values, steps, random);
    Arrays.setAll(quantiles, q -> outlook.quantile(levels[q]));
    return new Forecast(history.id(), history.end(), outlook.mean(), levels.clone(), quantiles);
  }

  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(
        fitted.values().stream().mapToLong(one -> LocalFormat.numbers(one.parameters())).sum());
  }

  @Override
  public void save(ArtifactWriter artifacts) throws IOException {
    artifacts.write(LocalFormat.FILE, LocalFormat.write(scope, method, fitted));
  }

  /** Nothing native is held. */
  @Override
  public void close() {}
}
