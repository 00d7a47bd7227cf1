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

/** The newest forecasts over HTTP, with what became of earlier ones. */
public final class ForecastRoutes implements Api {
  private static final String TAG = "forecasts";

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
            .answers(Answer.list(Attribute.class), call -> forecasts.attributes().all()),
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
                .filter(f -> isOr(wanted.model(), f.model()))
                .filter(f -> isOr(wanted.alias(), f.alias()))
                .filter(f -> isOr(wanted.dataset(), f.dataset()))
                .filter(f -> f.attributes().entrySet().containsAll(where.entrySet()))
                .filter(
                    f ->
                        search.isEmpty()
                            || f.series().toLowerCase(Locale.ROOT).contains(search.get()))
                .toList());
  }

  /** Whether nothing is wanted, or just this. */
  private static boolean isOr(Optional<String> wanted, String value) {
    return wanted.isEmpty() || wanted.get().equals(value);
  }

  private SeriesView show(String series) {
    return new SeriesView(series, forecasts.of(series), forecasts.scores(series));
  }
}
