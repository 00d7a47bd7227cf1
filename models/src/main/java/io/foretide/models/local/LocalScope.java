package io.foretide.models.local;

import io.foretide.models.series.Series;
import java.util.Arrays;

/**
 * How a local kind reads a series.
 *
 * @param season steps in a cycle, 1 where there is none; gaps are filled from one season earlier
 * @param window a fit reads at most this many of the latest steps
 * @param seed of simulated intervals
 */
public record LocalScope(int season, int window, long seed) {

  /** The latest {@link #window()} steps; empty where nothing was observed. */
  Run run(Series series) {
    return runFrom(series, series.start() + Math.max(0, series.length() - window));
  }

  /** From the first observed step at or after {@code start}, or from the beginning if later. */
  Run runFrom(Series series, long start) {
    double[] target = series.target();
    int skip = (int) Math.max(0, Math.min(target.length, start - series.start()));
    double[] kept = Arrays.copyOfRange(target, skip, target.length);
    int first = Gaps.firstObserved(kept);
    if (first == kept.length) {
      return new Run(start, new double[0]);
    }
    return new Run(series.start() + skip + first, Gaps.filled(kept, first, season));
  }
}
