package io.foretide.models.evaluation;

import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where a rolling-origin backtest cuts. */
public final class Cutoffs {
  private Cutoffs() {}

  /**
   * Up to {@code count} cutoffs, one horizon apart, in time order, the last of them one horizon
   * before the end of the data. At least half of the data and {@code minimumSamples} steps stay
   * before the first; if the data is too short for that, there are fewer, and perhaps none.
   */
  public static List<Instant> rolling(Dataset data, int horizon, int count, int minimumSamples) {
    Step step = data.step();
    long first = data.series().stream().mapToLong(Series::start).min().orElse(0);
    long last = step.indexOf(data.end());
    long earliest = first + Math.max((last - first) / 2, minimumSamples) - 1;
    List<Instant> cutoffs = new ArrayList<>();
    for (int i = count; i >= 1; i--) {
      long cutoff = last - (long) i * horizon;
      if (cutoff >= earliest) {
        cutoffs.add(step.at(cutoff));
      }
    }
    return cutoffs;
  }
}
