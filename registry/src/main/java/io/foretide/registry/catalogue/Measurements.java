package io.foretide.registry.catalogue;

import io.foretide.registry.versions.Deployments;
import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.Ordered;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.ModelDeployment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is measured of each kind, from the versions that were published: counted as they come, so
 * that a page does not have to look at all of them.
 */
final class Measurements {
  private final Models models;
  private final Deployments deployments;
  private final Map<String, Tally> byKind = new ConcurrentHashMap<>();

  Measurements(Models models, Deployments deployments) {
    this.models = models;
    this.deployments = deployments;
    models.onPublished(this::count);
  }

  private void count(Published published) {
    byKind.computeIfAbsent(published.version().getKind(), kind -> new Tally()).count(published);
  }

  Measured of(String kind) {
    Ordered loads = new Ordered();
    Ordered forecasts = new Ordered();
    for (ModelDeployment deployment : deployments.all()) {
      if (deployment.getState() == DeploymentState.SERVING && isOf(deployment, kind)) {
        add(loads, deployment.getLoadMillis());
        add(forecasts, deployment.getForecastMillis());
      }
    }
    return byKind.getOrDefault(kind, Tally.NONE).measured(loads, forecasts);
  }

  private static void add(Ordered all, Number told) {
    if (told != null) {
      all.add(told.doubleValue());
    }
  }

  private boolean isOf(ModelDeployment deployment, String kind) {
    return models
        .find(deployment.getModel())
        .flatMap((ModelHistory model) -> model.find(deployment.getVersion()))
        .filter(published -> published.version().getKind().equals(kind))
        .isPresent();
  }
}
