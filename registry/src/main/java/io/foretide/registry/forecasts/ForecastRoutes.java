package io.foretide.registry.forecasts;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Page;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.SeriesForecast;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The newest forecasts over HTTP, with what became of earlier ones. */
public final class ForecastRoutes implements Api {
  private static final String TAG = "forecasts";
  private static final int VALUES_SHOWN = 1000;

  private final Forecasts forecasts;

  public ForecastRoutes(Forecasts forecasts) {
    this.forecasts = forecasts;
  }

  /** Which forecasts are wanted. */
  record Wanted(
      @Says("Only by this model.") Optional<String> model,
      @Says("Only by this alias: champion or challenger.") Optional<String> alias,
      @Says("Only of this data set.") Optional<String> dataset,
      @Says("Only of series with this text in their id.") Optional<String> search,
      @Says("Only of series with these attributes: category=Bread, repeated or joined by commas.")
          List<String> where,
      Paging paging) {}

  /** Names a series. */
  record SeriesAt(@Says("Id of the series; slashes are part of it.") String series) {}

  @Says("A series, as forecast.")
  record SeriesView(
      String series,
      @Says("The newest forecast, one by each model and alias.") List<SeriesForecast> forecasts,
      @Says("How past ones turned out, one by each model and alias.")
          List<LiveScores.View> scores) {}

  @Says("What series can be told apart by.")
  record Attribute(
      String name,
      @Says("How many values there are.") int count,
      @Says("The first thousand of them, sorted.") List<String> values) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/forecasts")
            .says(TAG, "The newest forecast of each series, without its numbers")
            .at(Wanted.class)
            .answers(Answer.page(Published.class), call -> list(call.at())),
        Route.get("/forecasts/attributes")
            .says(TAG, "Names and values that forecast series can be picked by")
            .answers(Answer.list(Attribute.class), call -> attributes()),
        Route.get("/forecasts/coverage")
            .says(TAG, "How past forecasts turned out, over all series, by model and alias")
            .answers(Answer.list(LiveCoverage.class), call -> forecasts.coverage()),
        Route.get("/forecasts/<series>")
            .says(TAG, "The newest forecast of a series, with live scores and coverage")
            .at(SeriesAt.class)
            .answers(Answer.of(SeriesView.class), call -> show(call.at().series())));
  }

  private Page<Published> list(Wanted wanted) {
    Map<String, String> where = new TreeMap<>();
    for (String pair : wanted.where()) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CodedException(
            "FT-1907", "parameter \"where\" is name=value, not \"" + pair + "\"");
      }
      where.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    Optional<String> search = wanted.search().map(text -> text.toLowerCase(Locale.ROOT));
    return wanted
        .paging()
        .of(
            forecasts.all().stream()
                .filter(f -> wanted.model().stream().allMatch(f.model()::equals))
                .filter(f -> wanted.alias().stream().allMatch(f.alias()::equals))
                .filter(f -> wanted.dataset().stream().allMatch(f.dataset()::equals))
                .filter(f -> f.attributes().entrySet().containsAll(where.entrySet()))
                .filter(
                    f ->
                        search.stream()
                            .allMatch(text -> f.series().toLowerCase(Locale.ROOT).contains(text)))
                .toList());
  }

  private List<Attribute> attributes() {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (Published forecast : forecasts.all()) {
      forecast
          .attributes()
          .forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
    }
    return values.entrySet().stream()
        .map(
            entry ->
                new Attribute(
                    entry.getKey(),
                    entry.getValue().size(),
                    entry.getValue().stream().limit(VALUES_SHOWN).toList()))
        .toList();
  }

  private SeriesView show(String series) {
    return new SeriesView(series, forecasts.of(series), forecasts.scores(series));
  }
}
