package io.foretide.forecaster.versions;

import io.foretide.models.series.Context;
import io.foretide.models.series.Forecast;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Forecasts a few windows, real ones where there are any, before a version goes live: the code
 * paths are warm when it does, and a version whose forecasts have the wrong shape, are not finite
 * or take too long never does.
 */
final class WarmUp {
  private static final int ROUNDS = 3;
  private static final Duration ENOUGH = Duration.ofMillis(500);

  private final Duration limit;

  /**
   * @param limit for one forecast of all windows
   */
  WarmUp(Duration limit) {
    this.limit = limit;
  }

  /**
   * @return milliseconds for one series, of the fastest round
   * @throws RefusedException FT-1513
   */
  double run(LiveVersion version, List<Context> real) {
    List<Context> windows = real.isEmpty() ? List.of(madeUp(version)) : real;
    long begin = System.nanoTime();
    Duration fastest = limit;
    for (int round = 0; round < ROUNDS && elapsed(begin).compareTo(ENOUGH) < 0; round++) {
      long start = System.nanoTime();
      List<Forecast> forecasts;
      try {
        forecasts = version.forecast(windows);
      } catch (RuntimeException e) {
        throw new RefusedException(
            "FT-1513", "version " + version.number() + " fails in warm-up: " + e, e);
      }
      Duration took = elapsed(start);
      check(version, windows, forecasts);
      if (took.compareTo(limit) > 0) {
        throw refusal(
            version,
            "takes "
                + took.toMillis()
                + " ms for "
                + windows.size()
                + " series, more than "
                + limit.toMillis()
                + " ms (warmup.limit.ms)");
      }
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
    }
    return fastest.toNanos() / 1e6 / windows.size();
  }

  /**
   * An instance that owns no series yet must not let a version in unchecked: a series that the
   * model has not seen, of two seasons, tells a broken one too. It has the columns of bars for
   * those that read them.
   */
  private static Context madeUp(LiveVersion version) {
    Step step = Step.parse(version.definition().getStep());
    int season = Math.max(2, step.season());
    double[] values = new double[2 * season + 1];
    Arrays.setAll(values, i -> 10 + i % season);
    SeriesId id = new SeriesId(version.definition().getDataset(), List.of("warm-up"));
    long start = step.indexOf(Instant.EPOCH);
    Map<String, double[]> columns =
        Stream.of("value", "open", "high", "low", "close")
            .collect(Collectors.toMap(name -> name, name -> values));
    return new Context(new Series(id, step, start, "value", columns, Map.of()));
  }

  private static void check(LiveVersion version, List<Context> windows, List<Forecast> forecasts) {
    if (forecasts.size() != windows.size()) {
      throw refusal(
          version, "gives " + forecasts.size() + " forecasts for " + windows.size() + " series");
    }
    double[] levels = version.levels();
    for (Forecast forecast : forecasts) {
      if (forecast.steps() != version.horizon() || forecast.levels().length != levels.length) {
        throw refusal(
            version,
            "forecasts %d steps and %d levels of %s instead of %d and %d"
                .formatted(
                    forecast.steps(),
                    forecast.levels().length,
                    forecast.series(),
                    version.horizon(),
                    levels.length));
      }
      for (int h = 0; h < forecast.steps(); h++) {
        if (!finite(forecast, levels, h)) {
          throw refusal(
              version,
              "does not forecast a number at step " + (h + 1) + " of " + forecast.series());
        }
      }
    }
  }

  private static boolean finite(Forecast forecast, double[] levels, int h) {
    for (double level : levels) {
      if (!Double.isFinite(forecast.quantileAt(level, h))) {
        return false;
      }
    }
    return Double.isFinite(forecast.meanAt(h));
  }

  private static RefusedException refusal(LiveVersion version, String what) {
    return new RefusedException(
        "FT-1513", "version " + version.number() + " " + what + "; train anew");
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
