package io.foretide.models.series;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Series of one step and one target, in the order of their ids: what a kind is fitted on. */
public record Dataset(String name, Step step, List<Series> series) {
  public Dataset {
    series = series.stream().sorted(Comparator.comparing(Series::id)).toList();
    for (Series one : series) {
      if (!one.step().equals(step)) {
        throw new IllegalArgumentException(one + " does not have the data set's step " + step);
      }
    }
  }

  /** What was known at the cutoff; series that had not begun are left out. */
  public Dataset upTo(Instant cutoff) {
    return new Dataset(
        name, step, series.stream().map(s -> s.upTo(cutoff)).filter(s -> s.length() > 0).toList());
  }

  /** The last instant at which any series has a step. */
  public Instant end() {
    return series.stream()
        .map(Series::end)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("data set " + name + " is empty"));
  }

  public boolean isEmpty() {
    return series.isEmpty();
  }
}
