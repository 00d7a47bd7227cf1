package io.foretide.forecaster.answers;

import io.foretide.forecaster.versions.LiveVersion;
import io.foretide.forecaster.versions.ServedAs;
import io.foretide.models.series.SeriesId;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All of {@code forecasts}, of every series and whoever made them, in memory: so any instance
 * answers any filter without asking another. Changed by {@link #replay}; thread-safe.
 */
public final class ForecastTable {
  private final Map<ServedAs, Board> boards = new ConcurrentHashMap<>();

  public void replay(ConsumerRecord<String, SeriesForecast> record) {
    if (record.key() == null) {
      return;
    }
    SeriesKeys.readForecast(record.key())
        .ifPresent(
            key -> {
              Board board = board(new ServedAs(key.model(), key.alias()));
              if (record.value() == null) {
                board.remove(SeriesId.parse(key.series()));
              } else {
                board.put(new PublishedForecast(record.value()));
              }
            });
  }

  /** Before the version goes live: its forecasts will be recognised, and its sums calibrated. */
  public void expect(ServedAs as, LiveVersion version) {
    board(as).live(version.number(), version.calibration());
  }

  Optional<Generation> current(ServedAs as) {
    // Whoever asks may name any alias: that must not make a board for it.
    return Optional.ofNullable(boards.get(as)).flatMap(Board::current);
  }

  /** Grows with every forecast that arrives or is taken back. */
  public long changes(ServedAs as) {
    return board(as).changes();
  }

  /** Every series that has a forecast. */
  public Set<SeriesId> series(ServedAs as) {
    return board(as).series();
  }

  /**
   * The latest cutoff of a current or coming forecast of any wanted series; MIN if there is none.
   */
  public Instant latestCutoff(ServedAs as, Predicate<SeriesId> wanted) {
    return board(as).latestCutoff(wanted);
  }

  private Board board(ServedAs as) {
    return boards.computeIfAbsent(as, a -> new Board());
  }
}
