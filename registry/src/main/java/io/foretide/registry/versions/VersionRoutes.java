package io.foretide.registry.versions;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Page;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Versions over HTTP. */
public final class VersionRoutes implements Api {
  private static final String TAG = "versions";

  private final Models models;
  private final Deployments deployments;

  public VersionRoutes(Models models, Deployments deployments) {
    this.models = models;
    this.deployments = deployments;
  }

  /** Which versions are wanted. */
  record Wanted(
      @Says("Name of the model.") String model,
      @Says("Only of this kind.") Optional<String> kind,
      @Says("Only retired ones, or only those that are not.") Optional<Boolean> retired,
      Paging paging) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/models/{model}/versions")
            .says(TAG, "Versions of a model, newest first")
            .at(Wanted.class)
            .answers(Answer.page(VersionView.class), call -> list(call.at())),
        Route.get("/models/{model}/versions/{version}")
            .says(TAG, "A version in full")
            .at(VersionAt.class)
            .answers(Answer.of(VersionDetail.class), call -> show(call.at())));
  }

  private Page<VersionView> list(Wanted wanted) {
    ModelHistory model = models.model(wanted.model());
    List<Published> found = new ArrayList<>(model.versions());
    found.removeIf(
        p ->
            !wanted.kind().stream().allMatch(p.version().getKind()::equals)
                || !wanted.retired().stream().allMatch(r -> r == model.retired(p.number())));
    Collections.reverse(found);
    return wanted.paging().of(found, p -> VersionView.of(model, p, deployments));
  }

  private VersionDetail show(VersionAt at) {
    ModelHistory model = models.model(at.model());
    Published published = model.version(at.version());
    return new VersionDetail(
        VersionView.of(model, published, deployments),
        published.version(),
        deployments.of(model.name(), at.version()));
  }
}
