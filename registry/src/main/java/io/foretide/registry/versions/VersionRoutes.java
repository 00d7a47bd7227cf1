package io.foretide.registry.versions;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.CodedException;
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

  /** Which versions are compared. */
  record Compared(
      @Says("Name of the model.") String model,
      @Says("Numbers, joined by commas; the first is what the others are tested against.")
          List<Integer> versions,
      @Says(value = "The score of the tests.", otherwise = "MASE") String metric) {}

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
            .answers(Answer.of(VersionDetail.class), call -> show(call.at())),
        Route.get("/models/{model}/compare")
            .says(TAG, "Versions side by side: scores, costs, settings that differ, paired tests")
            .at(Compared.class)
            .answers(Answer.of(Comparison.class), call -> compare(call.at())));
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

  private Comparison compare(Compared asked) {
    if (asked.versions().isEmpty()) {
      throw new CodedException("FT-1608", "say which versions to compare: ?versions=3,4");
    }
    return new Comparer(deployments)
        .compare(models.model(asked.model()), asked.versions(), asked.metric());
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
