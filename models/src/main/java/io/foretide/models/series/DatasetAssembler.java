package io.foretide.models.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A data set put together from the stored blocks of its series, at a model's step.
 *
 * <p>All series that still run end at one instant, the data set's last step. Where the model's step
 * is longer than the stored one, a first or last step that the data covers only in part (fewer than
 * nine tenths of the observations of its neighbour) is left out: half a week is not a bad week.
 */
public final class DatasetAssembler {
  private static final double COVERED = 0.9;

  private final String name;
  private final Step stored;
  private final TreeMap<SeriesId, SeriesAssembler> series = new TreeMap<>();

  /**
   * @param stored step of the blocks
   */
  public DatasetAssembler(String name, Step stored) {
    this.name = name;
    this.stored = stored;
  }

  /** The series with this id, new if it has not been met. */
  public SeriesAssembler series(SeriesId id, List<String> identityColumns, String target) {
    return series.computeIfAbsent(
        id, key -> new SeriesAssembler(key, identityColumns, stored, target));
  }

  /** The series with this id, if it has been met. */
  public Optional<SeriesAssembler> find(SeriesId id) {
    return Optional.ofNullable(series.get(id));
  }

  /** Every series met so far, in the order of their ids. */
  public Collection<SeriesAssembler> series() {
    return series.values();
  }

  /** Leaves a series out from now on. */
  public void forget(SeriesId id) {
    series.remove(id);
  }

  /** The series in scope at the given step; those that were never observed are left out. */
  public Dataset assemble(Step step, Scope scope) {
    return assemble(step, scope, Instant.MIN);
  }

  /**
   * The same, where the data set is known to run at least to the step of {@code runsTo}: whoever
   * holds a part of its series hears of the end from elsewhere.
   */
  public Dataset assemble(Step step, Scope scope, Instant runsTo) {
    List<SeriesAssembler> chosen =
        series.values().stream()
            .filter(one -> one.lastObserved().isPresent() && one.in(scope))
            .toList();
    if (chosen.isEmpty()) {
      return new Dataset(name, step, List.of());
    }
    long first =
        chosen.stream().mapToLong(s -> s.firstObserved().orElseThrow()).min().orElseThrow();
    long last = chosen.stream().mapToLong(s -> s.lastObserved().orElseThrow()).max().orElseThrow();
    long begin = step.indexOf(stored.at(first));
    long end = step.indexOf(stored.at(last));
    if (!step.equals(stored) && end > begin) {
      begin += stored.at(first).isAfter(step.at(begin)) && partial(chosen, step, begin, 1) ? 1 : 0;
      boolean cutOff = stored.at(last + 1).isBefore(step.at(end + 1));
      end -= cutOff && end > begin && partial(chosen, step, end, -1) ? 1 : 0;
    }
    end = runsTo.equals(Instant.MIN) ? end : Math.max(end, step.indexOf(runsTo));
    List<Series> assembled = new ArrayList<>(chosen.size());
    for (SeriesAssembler one : chosen) {
      one.assemble(step, begin, end).ifPresent(assembled::add);
    }
    return new Dataset(name, step, assembled);
  }

  /** The last stored step at which any series was observed. */
  public Optional<Long> lastObserved() {
    return series.values().stream()
        .flatMap(one -> one.lastObserved().stream())
        .max(Long::compareTo);
  }

  private boolean partial(List<SeriesAssembler> chosen, Step step, long at, int neighbour) {
    return observed(chosen, step, at) < COVERED * observed(chosen, step, at + neighbour);
  }

  private long observed(List<SeriesAssembler> chosen, Step step, long at) {
    long from = stored.indexOf(step.at(at));
    long to = stored.indexOf(step.at(at + 1)) - 1;
    return chosen.stream().mapToLong(one -> one.observedBetween(from, to)).sum();
  }
}
