package io.foretide.forecaster.answers;

import io.foretide.forecaster.series.SeriesBook;
import io.foretide.forecaster.versions.ModelDirectory;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
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
import java.util.TreeMap;
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
      @Says("Sum over the series that have a value, in the target's unit.") List<Double> values) {}

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
    TreeMap<Instant, Double> sums = new TreeMap<>();
    for (Series series : data.series()) {
      for (int i = Math.max(0, series.length() - wanted.steps()); i < series.length(); i++) {
        if (Double.isFinite(series.targetAt(i))) {
          sums.merge(series.timeAt(i), series.targetAt(i), Double::sum);
        }
      }
    }
    List<Instant> times =
        List.copyOf(sums.keySet()).subList(Math.max(0, sums.size() - wanted.steps()), sums.size());
    return new Observations(
        wanted.model(),
        model.getStep(),
        data.series().get(0).targetName(),
        data.series().size(),
        times,
        times.stream().map(sums::get).toList());
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
