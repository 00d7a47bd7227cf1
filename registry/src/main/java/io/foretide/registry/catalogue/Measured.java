package io.foretide.registry.catalogue;

import io.foretide.runtime.rest.Says;
import java.time.Instant;
import java.util.Optional;

/** What the versions of a kind showed so far; medians over them. */
@Says("What the published versions of this kind showed: medians, on this installation's own data.")
record Measured(
    @Says("Versions published.") int versions,
    @Says("Seconds from the start of a run to its version.") Optional<Double> trainSeconds,
    @Says("Bytes of a version's artifacts.") Optional<Long> artifactBytes,
    @Says("Milliseconds to fetch, check, load and warm up, where served now.")
        Optional<Long> loadMillis,
    @Says("Milliseconds that a forecast of one series takes, where served now.")
        Optional<Double> forecastMillis,
    @Says("MASE over all backtest windows.") Optional<Double> mase,
    @Says("MASE of the naive floor at the same cutoffs.") Optional<Double> baselineMase,
    @Says("Percent of actuals within the 95 % interval.") Optional<Double> coverage95,
    @Says("Versions that erred less than the naive floor.") int betterThanFloor,
    @Says("When the newest of them was published.") Optional<Instant> latest) {
  /** 1 - MASE / the floor's MASE: 0 is no better than the floor, 1 is perfect. */
  Optional<Double> skill() {
    return mase.flatMap(m -> baselineMase.filter(b -> b > 0).map(b -> 1 - m / b));
  }
}
