package io.foretide.registry.forecasts;

import io.foretide.runtime.rest.Says;
import java.time.Instant;
import java.util.Optional;

/** How the forecasts of a model turned out, over all series. */
@Says("How past forecasts of a model turned out, over all series.")
record LiveCoverage(
    String model,
    @Says("champion, or challenger in shadow.") String alias,
    @Says("Series with a forecast now.") int series,
    @Says("Steps of forecasts whose actual value arrived.") long scored,
    @Says("Of these, actuals within the 95 % interval.") long inside,
    @Says("Percent of actuals within the 95 % interval.") Optional<Double> coverage95,
    @Says("Last instant that the newest forecast has seen.") Optional<Instant> cutoff) {}
