package io.foretide.forecaster.answers;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.series.SeriesId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The forecasts that one version made from one cutoff: what an answer is wholly taken from. */
final class Generation {
  /** Forecasts of different keys never meet in one answer. */
  record Key(int version, Instant cutoff) {}

  private final Key key;
  private final long created;
  private final Map<SeriesId, PublishedForecast> forecasts = new ConcurrentHashMap<>();
  private volatile long lastArrivalNanos;
  private volatile Optional<Calibration> calibration = Optional.empty();

  Generation(Key key, long created) {
    this.key = key;
    this.created = created;
  }

  void put(PublishedForecast forecast) {
    forecasts.put(forecast.id(), forecast);
    lastArrivalNanos = System.nanoTime();
  }

  void remove(SeriesId id) {
    forecasts.remove(id);
  }

  Key key() {
    return key;
  }

  /** Counts generations of a model in the order in which they began. */
  long created() {
    return created;
  }

  int size() {
    return forecasts.size();
  }

  Collection<PublishedForecast> forecasts() {
    return forecasts.values();
  }

  Collection<SeriesId> series() {
    return forecasts.keySet();
  }

  boolean covers(Generation other) {
    return size() >= other.size() && forecasts.keySet().containsAll(other.forecasts.keySet());
  }

  boolean holdsAny(Predicate<SeriesId> wanted) {
    return forecasts.keySet().stream().anyMatch(wanted);
  }

  boolean quietFor(long millis) {
    return System.nanoTime() - lastArrivalNanos > millis * 1_000_000;
  }

  /** What the version's backtest knows of sums. */
  Optional<Calibration> calibration() {
    return calibration;
  }

  void calibration(Optional<Calibration> known) {
    calibration = known;
  }
}
