package io.foretide.registry.forecasts;

import io.foretide.registry.log.LogReader;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the newest forecast of each series is, and how earlier ones turned out, by replay. The
 * numbers of a forecast stay on the topic and are read again when somebody asks.
 */
public final class Forecasts {
  private final Map<String, Entry> latest = new ConcurrentSkipListMap<>();
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
    if (record.value() == null) {
      latest.remove(record.key());
    } else {
      latest.put(
          record.key(),
          new Entry(Published.of(record.value()), record.partition(), record.offset()));
    }
  }

  private void replay(ForecastScore score) {
    scores
        .computeIfAbsent(score.getSeries(), series -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(new Source(score.getModel(), score.getAlias()), source -> new LiveScores())
        .replay(score);
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
        latest.values().stream()
            .filter(entry -> entry.published().series().equals(series))
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
    Map<Source, List<Published>> forecasts =
        all().stream()
            .collect(
                Collectors.groupingBy(
                    f -> new Source(f.model(), f.alias()), TreeMap::new, Collectors.toList()));
    Map<Source, long[]> counts = new TreeMap<>();
    for (Map<Source, LiveScores> bySource : scores.values()) {
      bySource.forEach(
          (source, live) -> {
            long[] sum = counts.computeIfAbsent(source, s -> new long[2]);
            sum[0] += live.count();
            sum[1] += live.inside();
          });
    }
    Set<Source> sources = new TreeSet<>(forecasts.keySet());
    sources.addAll(counts.keySet());
    return sources.stream()
        .map(
            source ->
                coverage(
                    source,
                    forecasts.getOrDefault(source, List.of()),
                    counts.getOrDefault(source, new long[2])))
        .toList();
  }

  private static LiveCoverage coverage(Source source, List<Published> forecasts, long[] counts) {
    return new LiveCoverage(
        source.model(),
        source.alias(),
        forecasts.size(),
        counts[0],
        counts[1],
        counts[0] == 0 ? Optional.empty() : Optional.of(100.0 * counts[1] / counts[0]),
        forecasts.stream().map(Published::cutoff).max(Comparator.naturalOrder()));
  }

  List<LiveScores.View> scores(String series) {
    return scores.getOrDefault(series, Map.of()).entrySet().stream()
        .map(entry -> entry.getValue().view(entry.getKey().model(), entry.getKey().alias()))
        .toList();
  }
}
