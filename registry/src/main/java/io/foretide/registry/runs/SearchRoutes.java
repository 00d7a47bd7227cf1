package io.foretide.registry.runs;

import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import java.util.List;

/** Searches for settings over HTTP: every trial beside what came of it. */
public final class SearchRoutes implements Api {
  private final Runs runs;

  public SearchRoutes(Runs runs) {
    this.runs = runs;
  }

  /** Names a search. */
  record SearchAt(@Says("Id of the search.") String search) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/searches")
            .says("runs", "Searches for settings")
            .at(Paging.class)
            .answers(
                Answer.page(SearchView.class),
                call ->
                    call.at()
                        .of(
                            runs.searches(),
                            search -> SearchView.of(search, runs).withoutTrials())),
        Route.get("/searches/{search}")
            .says("runs", "A search and its trials")
            .at(SearchAt.class)
            .answers(
                Answer.of(SearchView.class),
                call -> SearchView.of(runs.search(call.at().search()), runs)));
  }
}
