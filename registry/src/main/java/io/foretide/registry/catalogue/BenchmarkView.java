package io.foretide.registry.catalogue;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindBenchmark;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The latest benchmark of a kind. */
@Says("What a kind cost and how well it forecast in the latest benchmark that somebody published.")
record BenchmarkView(
    @Says("The kind with the settings that it entered with.") String contender,
    @Says("Name of the file that it learned from.") String data,
    @Says("What was measured on: series, step, horizon, cutoffs, processors.") String about,
    @Says("Over how many seeds the values are means.") int seeds,
    @Says(
            "By quantity: train_seconds, inference_p50 and inference_p99 in milliseconds, memory in"
                + " megabytes, mase and others.")
        Map<String, Double> values,
    @Says("Who published it.") String who,
    Instant time) {
  static BenchmarkView of(KindBenchmark told) {
    return new BenchmarkView(
        told.getContender(),
        told.getData(),
        told.getAbout(),
        told.getSeeds(),
        told.getValues(),
        told.getWho(),
        told.getTime());
  }

  /** Milliseconds to forecast one series, the median of many calls. */
  Optional<Double> forecastMillis() {
    return Optional.ofNullable(values.get("inference_p50"));
  }

  /** By how many megabytes a fit raised the resident memory of a process of its own. */
  Optional<Double> memoryMegabytes() {
    return Optional.ofNullable(values.get("memory"));
  }
}
