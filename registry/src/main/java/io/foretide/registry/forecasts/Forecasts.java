package io.foretide.registry.forecasts;

import io.foretide.registry.log.LogReader;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the newest forecast of each series is, and how earlier ones turned out, by replay. The
 * numbers of a forecast stay on the topic and are read again when somebody asks.
 */
public final class Forecasts {
  private final Map<String, Entry> latest = new ConcurrentSkipListMap<>();
  private final Map<Source, LiveScores> totals = new ConcurrentSkipListMap<>();
  private final Set<Source> sources = new ConcurrentSkipListSet<>();
  private final Attributes attributes = new Attributes();
  private final Map<String, Map<Source, LiveScores>> scores = new ConcurrentHashMap<>();
  private final LogReader log;

  public Forecasts(LogReader log) {
    this.log = log;
  }

  private record Entry(Published published, int partition, long offset) {}

  /** Who forecasts. */
  private record Source(String model, String alias) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
      int byModel = model.compareTo(other.model);
      return byModel != 0 ? byModel : alias.compareTo(other.alias);
    }
  }

  public void follow(TopicFollower follower) {
    follower
        .follow(Topics.FORECASTS, this::replay)
        .follow(Topics.FORECAST_SCORES, score -> replay(score.value()));
  }

  private void replay(ConsumerRecord<String, SeriesForecast> record) {
    Optional<Published> published = Optional.ofNullable(record.value()).map(Published::of);
    Entry before;
    if (published.isPresent()) {
      Published now = published.get();
      sources.add(new Source(now.model(), now.alias()));
      before = latest.put(record.key(), new Entry(now, record.partition(), record.offset()));
    } else {
      before = latest.remove(record.key());
    }
    attributes.replace(Optional.ofNullable(before).map(Entry::published), published);
  }

  private void replay(ForecastScore score) {
    Source by = new Source(score.getModel(), score.getAlias());
    totals.computeIfAbsent(by, source -> new LiveScores()).replay(score);
    scores
        .computeIfAbsent(score.getSeries(), series -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(by, source -> new LiveScores())
        .replay(score);
  }

  Attributes attributes() {
    return attributes;
  }

  /** By model, alias and series. */
  List<Published> all() {
    Collection<Entry> entries = latest.values();
    List<Published> all = new ArrayList<>(entries.size());
    entries.forEach(entry -> all.add(entry.published()));
    return all;
  }

  /**
   * The newest forecasts of a series, one by each model and alias.
   *
   * @throws CodedException FT-1613 if there is none
   */
  List<SeriesForecast> of(String series) {
    List<SeriesForecast> found =
        sources.stream()
            .map(by -> latest.get(SeriesKeys.forecast(by.model(), by.alias(), series)))
            .filter(Objects::nonNull)
            .flatMap(entry -> log.at(Topics.FORECASTS, entry.partition(), entry.offset()).stream())
            .toList();
    if (found.isEmpty()) {
      throw new CodedException(
          "FT-1613",
          "there is no forecast of series \""
              + series
              + "\"; GET /forecasts?search= finds those that there are");
    }
    return found;
  }

  /** One by each model and alias, in that order. */
  List<LiveCoverage> coverage() {
    Map<Source, List<Instant>> cutoffs = new HashMap<>();
    for (Entry entry : latest.values()) {
      Published forecast = entry.published();
      cutoffs
          .computeIfAbsent(
              new Source(forecast.model(), forecast.alias()), source -> new ArrayList<>())
          .add(forecast.cutoff());
    }
    Set<Source> all = new TreeSet<>(cutoffs.keySet());
    all.addAll(totals.keySet());
    return all.stream()
        .map(
            source ->
                coverage(
                    source,
                    cutoffs.getOrDefault(source, List.of()),
                    totals.getOrDefault(source, new LiveScores())))
        .toList();
  }

  private static LiveCoverage coverage(Source source, List<Instant> cutoffs, LiveScores scores) {
    LiveScores.View view = scores.view(source.model(), source.alias());
    return new LiveCoverage(
        source.model(),
        source.alias(),
        cutoffs.size(),
        view.scored(),
        scores.inside(),
        view.coverage95(),
        cutoffs.stream().max(Comparator.naturalOrder()));
  }

  List<LiveScores.View> scores(String series) {
    return scores.getOrDefault(series, Map.of()).entrySet().stream()
        .map(entry -> entry.getValue().view(entry.getKey().model(), entry.getKey().alias()))
        .toList();
  }
}
