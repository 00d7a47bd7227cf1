package io.foretide.forecaster.answers;

import io.foretide.forecaster.series.SeriesBook;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.models.series.Dataset;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDefined;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code GET /observations/{model}}: what was observed of late, to be seen before a forecast. Only
 * of the series that this instance owns; where several share them, ask the one that answers.
 */
public final class ObservationRoutes implements Api {
  private final ModelDirectory directory;
  private final SeriesBook book;

  public ObservationRoutes(ModelDirectory directory, SeriesBook book) {
    this.directory = directory;
    this.book = book;
  }

  /** Which observations are wanted. */
  record Wanted(
      @Says("Name of the model.") String model,
      @Says(value = "The latest so many steps.", otherwise = "120", min = 1, max = 10_000)
          int steps,
      @Says(value = "Also the newest steps, of which much is still to come.", otherwise = "false")
          boolean partial,
      @Says("Any identity column or attribute: product_id=P001, category=Bread.")
          Map<String, List<String>> filters) {}

  @Says("What was observed of late, summed over series.")
  record Observations(
      String model,
      @Says("ISO 8601 length of a step of the model.") String step,
      @Says("Name of the forecast column.") String target,
      @Says("How many series of this instance pass the filters.") int series,
      @Says("When each step begins; a step in which nothing was observed is left out.")
          List<Instant> times,
      @Says("Sum over the series that have a value, in the target's unit.") List<Double> values,
      @Says("How many series have a value at each step.") List<Integer> counts,
      @Says(
              "How many of the newest steps are partial: of the series that still run, fewer than"
                  + " nine tenths of the usual share have a value. Left out, unless partial=true.")
          int partial) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/observations/{model}")
            .says("forecasts", "What was observed of late of the series that pass the filters")
            .at(Wanted.class)
            .answers(Answer.of(Observations.class), call -> observed(call.at())));
  }

  private Observations observed(Wanted wanted) {
    ModelDefined model =
        directory
            .definition(wanted.model())
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1601",
                        "there is no model %s; there are %s"
                            .formatted(wanted.model(), directory.models())));
    Map<String, String> filters =
        wanted.filters().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, ObservationRoutes::single));
    Dataset data = book.assemble(model, filters);
    if (data.series().isEmpty()) {
      throw new CodedException(
          "FT-1503",
          "this instance has no series of model %s with %s".formatted(wanted.model(), filters));
    }
    ObservedSums sums = ObservedSums.of(data.series(), wanted.steps());
    List<ObservedSums.Sum> answered = wanted.partial() ? sums.all() : sums.settled();
    return new Observations(
        wanted.model(),
        model.getStep(),
        data.series().get(0).targetName(),
        data.series().size(),
        answered.stream().map(ObservedSums.Sum::time).toList(),
        answered.stream().map(ObservedSums.Sum::value).toList(),
        answered.stream().map(ObservedSums.Sum::observed).toList(),
        sums.all().size() - sums.settled().size());
  }

  private static String single(Map.Entry<String, List<String>> filter) {
    return Optional.of(filter.getValue())
        .filter(values -> values.size() == 1)
        .map(values -> values.get(0))
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1505", "filter %s has one value here".formatted(filter.getKey())));
  }
}
