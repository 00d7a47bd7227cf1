package io.foretide.registry.versions;

import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Route;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import java.util.List;
import java.util.Optional;

/** Models over HTTP: what there is, and what is served. */
public final class ModelRoutes implements Api {
  private static final String TAG = "models";

  private final Models models;
  private final Deployments deployments;

  public ModelRoutes(Models models, Deployments deployments) {
    this.models = models;
    this.deployments = deployments;
  }

  /** Which deployments are wanted. */
  record Deployed(@Says("Only of this model.") Optional<String> model, Paging paging) {}

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/models")
            .says(TAG, "Every model at a glance, by name")
            .at(Paging.class)
            .answers(
                Answer.page(ModelView.class),
                call -> call.at().of(List.copyOf(models.all()), this::view)),
        Route.get("/models/deployed")
            .says(TAG, "What each forecaster serves of each model, and since when")
            .at(Deployed.class)
            .answers(
                Answer.page(ModelDeployment.class),
                call ->
                    call.at()
                        .paging()
                        .of(
                            deployments.all().stream()
                                .filter(
                                    d -> call.at().model().stream().allMatch(d.getModel()::equals))
                                .toList())),
        Route.get("/models/{model}/overview")
            .says(TAG, "A model at a glance")
            .at(ModelAt.class)
            .answers(Answer.of(ModelView.class), call -> view(models.model(call.at().model()))),
        Route.get("/models/{model}/events")
            .says(TAG, "Everything that ever happened to a model, as the topic has it")
            .at(ModelAt.Part.class)
            .answers(
                Answer.page(ModelEvent.class),
                call -> call.at().paging().of(models.model(call.at().model()).events())));
  }

  private ModelView view(ModelHistory model) {
    Optional<Integer> champion = Optional.ofNullable(model.aliases().get(ModelHistory.CHAMPION));
    return new ModelView(
        model.name(),
        model.definition(),
        model.aliases(),
        model.canaryShare(),
        model.size(),
        model.earlierChampion(),
        champion.map(number -> VersionView.of(model, model.version(number), deployments)),
        deployments.all().stream().filter(d -> d.getModel().equals(model.name())).toList());
  }
}
