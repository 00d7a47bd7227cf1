package io.foretide.forecaster.series;

import io.foretide.models.evaluation.NaiveScale;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Joins what was forecast with what came: reads {@code forecasts} and {@code series.blocks} of one
 * partition, and gives one score per (series, alias, version, cutoff, step), on the value as it
 * first arrived. A later correction of that value gives no second score. Which of the two comes
 * first does not matter, and since forecasts, what was scored of them and the scores are written in
 * one transaction, no crash loses or repeats one.
 */
final class Scorer implements Processor<String, byte[], String, ForecastScore> {
  static final String STORE = "past-forecasts";

  /**
   * What has arrived is scored at the second look after it: whoever waits for the forecast from a
   * bar that has just closed does not wait for scores.
   */
  private static final Duration EVERY = Duration.ofMillis(250);

  /** Observations may come this many steps after the last one that was forecast. */
  private static final int LATENESS = 28;

  private final SeriesBook book;
  private final AvroReader<SeriesForecast> reader;
  private final String forecastsTopic;
  private final Function<String, Optional<ModelDefined>> definitions;
  private final Clock clock;
  private Set<String> arrived = new HashSet<>();
  private Set<String> settled = new HashSet<>();
  private ProcessorContext<String, ForecastScore> context;
  private KeyValueStore<String, byte[]> past;

  Scorer(
      SeriesBook book,
      AvroReader<SeriesForecast> reader,
      String forecastsTopic,
      Function<String, Optional<ModelDefined>> definitions,
      Clock clock) {
    this.book = book;
    this.reader = reader;
    this.forecastsTopic = forecastsTopic;
    this.definitions = definitions;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, ForecastScore> context) {
    this.context = context;
    this.past = context.getStateStore(STORE);
    try (KeyValueIterator<String, byte[]> all = past.all()) {
      all.forEachRemaining(entry -> arrived.add(PastForecast.read(entry.value).series()));
    }
    context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> score());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    boolean forecast =
        context.recordMetadata().map(m -> m.topic().equals(forecastsTopic)).orElse(false);
    if (!forecast) {
      SeriesKeys.seriesOfBlock(record.key()).ifPresent(arrived::add);
      return;
    }
    reader.read(record.key(), record.value()).flatMap(PastForecast::of).ifPresent(this::remember);
  }

  private void remember(PastForecast forecast) {
    byte[] earlier = past.get(forecast.key());
    PastForecast kept = earlier == null ? forecast : forecast.after(PastForecast.read(earlier));
    past.put(kept.key(), kept.bytes());
    arrived.add(kept.series());
  }

  private void score() {
    Map<String, List<PastForecast>> byModel = new HashMap<>();
    for (String series : settled) {
      for (PastForecast forecast : of(series)) {
        byModel.computeIfAbsent(forecast.model(), m -> new ArrayList<>()).add(forecast);
      }
    }
    settled = arrived;
    arrived = new HashSet<>();
    byModel.forEach(this::score);
  }

  private List<PastForecast> of(String series) {
    List<PastForecast> forecasts = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> range =
        past.range(PastForecast.prefix(series), PastForecast.prefix(series) + '\uffff')) {
      while (range.hasNext()) {
        KeyValue<String, byte[]> entry = range.next();
        forecasts.add(PastForecast.read(entry.value));
      }
    }
    return forecasts;
  }

  private void score(String model, List<PastForecast> forecasts) {
    Optional<ModelDefined> definition = definitions.apply(model);
    if (definition.isEmpty()) {
      forecasts.forEach(forecast -> arrived.add(forecast.series()));
      return;
    }
    Map<String, List<PastForecast>> bySeries =
        forecasts.stream().collect(Collectors.groupingBy(PastForecast::series));
    Set<SeriesId> wanted =
        bySeries.keySet().stream().map(SeriesId::parse).collect(Collectors.toSet());
    for (Series series : book.observed(definition.get(), wanted).series()) {
      bySeries.getOrDefault(series.id().text(), List.of()).forEach(one -> score(one, series));
    }
  }

  private void score(PastForecast forecast, Series series) {
    double scale = Double.NaN;
    boolean changed = false;
    for (int h = 0; h < forecast.steps(); h++) {
      long at = series.step().indexOf(forecast.time(h)) - series.start();
      if (forecast.isScored(h) || at < 0 || at >= series.length()) {
        continue;
      }
      double actual = series.targetAt((int) at);
      if (!Double.isNaN(actual)) {
        scale =
            Double.isNaN(scale)
                ? NaiveScale.absolute(
                    series, series.step().season(), series.stepsUpTo(forecast.cutoff()))
                : scale;
        context.forward(
            new Record<>(forecast.series(), record(forecast, h, actual, scale), clock.millis()));
        forecast.score(h);
        changed = true;
      }
    }
    Instant last = forecast.time(forecast.steps() - 1);
    long overdue = series.start() + series.length() - 1 - series.step().indexOf(last);
    if (forecast.done() || overdue > LATENESS) {
      past.delete(forecast.key());
    } else if (changed) {
      past.put(forecast.key(), forecast.bytes());
    }
  }

  private ForecastScore record(PastForecast forecast, int h, double actual, double scale) {
    double error = forecast.mean(h) - actual;
    return ForecastScore.newBuilder()
        .setSeries(forecast.series())
        .setModel(forecast.model())
        .setVersion(forecast.version())
        .setAlias(forecast.alias())
        .setCutoff(forecast.cutoff())
        .setStepAhead(h + 1)
        .setTargetTime(forecast.time(h))
        .setActual(actual)
        .setMean(forecast.mean(h))
        .setLower(forecast.lower(h))
        .setUpper(forecast.upper(h))
        .setError(error)
        .setScaledError(scale > 0 ? Math.abs(error) / scale : null)
        .setInside(actual >= forecast.lower(h) && actual <= forecast.upper(h))
        .setScoredAt(clock.instant())
        .build();
  }
}
