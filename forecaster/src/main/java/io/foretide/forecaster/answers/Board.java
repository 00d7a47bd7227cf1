package io.foretide.forecaster.answers;

import io.foretide.models.calibration.Calibration;
import io.foretide.models.series.SeriesId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The forecasts of one model under one alias, by {@link Generation}. Answers come from the current
 * one; the next takes its place in one step, once it covers every series of the current one, so no
 * answer mixes versions or cutoffs and no sum is short of a part.
 */
final class Board {
  private static final int GENERATIONS_KEPT = 16;

  /** The first generation has nothing to be complete against; it counts once it stops growing. */
  private static final long SETTLED_MILLIS = 250;

  /**
   * A generation that never becomes complete (an instance died and nobody took its series) is
   * better than one that grows old.
   */
  private static final long GIVEN_UP_MILLIS = 30_000;

  private final Map<Generation.Key, Generation> generations = new LinkedHashMap<>();
  private final Map<Integer, Optional<Calibration>> calibrations = new HashMap<>();
  private long created;
  private int live;
  private volatile Generation current;
  private volatile boolean waiting;
  private volatile long changes;

  /** This version is about to answer here; only its generations become current from now on. */
  synchronized void live(int version, Optional<Calibration> calibration) {
    live = version;
    calibrations.put(version, calibration);
    for (Generation generation : generations.values().toArray(Generation[]::new)) {
      if (current != null) {
        considerNext(generation);
      }
    }
  }

  /** Grows with every record that is put or removed. */
  long changes() {
    return changes;
  }

  synchronized void put(PublishedForecast forecast) {
    changes++;
    Generation.Key key = new Generation.Key(forecast.version(), forecast.cutoff());
    Generation generation = generations.computeIfAbsent(key, k -> new Generation(k, ++created));
    generation.put(forecast);
    waiting = generation != current || waiting;
    if (current != null) {
      considerNext(generation);
    } else if (generations.size() > 1) {
      // Where nobody asks, past generations would else pile up.
      settle();
    }
    if (generations.size() > GENERATIONS_KEPT) {
      generations.values().stream()
          .filter(g -> g != current && g != generation)
          .findFirst()
          .ifPresent(oldest -> generations.remove(oldest.key()));
    }
  }

  /** The series has ended; it no longer holds up the next generation. */
  synchronized void remove(SeriesId id) {
    changes++;
    generations.values().forEach(generation -> generation.remove(id));
    if (current != null) {
      for (Generation generation : generations.values().toArray(Generation[]::new)) {
        considerNext(generation);
      }
    }
  }

  /** What to answer from; empty until the live version has forecast. */
  Optional<Generation> current() {
    if (current == null) {
      settle();
    } else if (waiting) {
      giveUp();
    }
    return Optional.ofNullable(current);
  }

  synchronized Set<SeriesId> series() {
    Set<SeriesId> all = new HashSet<>();
    generations.values().forEach(generation -> all.addAll(generation.series()));
    return all;
  }

  /** How many generations are in memory. */
  synchronized int held() {
    return generations.size();
  }

  /** The latest cutoff of a forecast, not older than what is current, of any wanted series. */
  synchronized Instant latestCutoff(Predicate<SeriesId> wanted) {
    return generations.values().stream()
        .filter(g -> current == null || g.created() >= current.created())
        .sorted(Comparator.comparing((Generation g) -> g.key().cutoff()).reversed())
        .filter(g -> g.holdsAny(wanted))
        .map(g -> g.key().cutoff())
        .findFirst()
        .orElse(Instant.MIN);
  }

  private void considerNext(Generation next) {
    if (next != current && next.key().version() == live && next.covers(current)) {
      switchTo(next);
    }
  }

  private synchronized void settle() {
    if (current != null) {
      return;
    }
    generations.values().stream()
        .filter(g -> g.key().version() == live && g.size() > 0)
        .max(Comparator.comparingInt(Generation::size).thenComparingLong(Generation::created))
        .filter(g -> g.quietFor(SETTLED_MILLIS))
        .ifPresent(this::switchTo);
  }

  private synchronized void giveUp() {
    generations.values().stream()
        .filter(g -> g.created() > current.created() && g.key().version() == live)
        .filter(g -> g.quietFor(GIVEN_UP_MILLIS) && g.size() > 0)
        .max(Comparator.comparingLong(Generation::created))
        .ifPresent(this::switchTo);
  }

  private void switchTo(Generation next) {
    next.calibration(calibrations.getOrDefault(next.key().version(), Optional.empty()));
    current = next;
    // What began earlier is the past; what began later may still be growing.
    generations.values().removeIf(g -> g.created() < next.created());
    Set<Integer> needed = new HashSet<>();
    needed.add(live);
    generations.keySet().forEach(key -> needed.add(key.version()));
    calibrations.keySet().retainAll(needed);
    waiting = generations.size() > 1;
  }
}
