package io.foretide.registry.forecasts;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.SeriesForecast;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The newest forecast of a series by a model, without its numbers. */
@Says("The newest forecast of a series by a model, without its numbers.")
record Published(
    @Says("Id of the series.") String series,
    @Says("Data set.") String dataset,
    @Says("What tells the series apart, and its attributes, by name.")
        Map<String, String> attributes,
    @Says("Name of the forecast column.") String target,
    String model,
    int version,
    String kind,
    @Says("champion, challenger in shadow, or canary for its share of the series.") String alias,
    @Says("Last instant that was seen.") Instant cutoff,
    String step,
    int horizon,
    Instant madeAt) {
  static Published of(SeriesForecast forecast) {
    Map<String, String> attributes = new TreeMap<>(forecast.getAttributes());
    for (int i = 0; i < forecast.getIdentityColumns().size(); i++) {
      attributes.put(forecast.getIdentityColumns().get(i), forecast.getIdentity().get(i));
    }
    Map<String, String> interned = new TreeMap<>();
    // Thirty thousand series share a few names and values.
    attributes.forEach((name, value) -> interned.put(name.intern(), value.intern()));
    return new Published(
        forecast.getSeries(),
        forecast.getDataset().intern(),
        interned,
        forecast.getTarget().intern(),
        forecast.getModel().intern(),
        forecast.getVersion(),
        forecast.getKind().intern(),
        forecast.getAlias().intern(),
        forecast.getCutoff(),
        forecast.getStep().intern(),
        forecast.getHorizon(),
        forecast.getMadeAt());
  }
}
