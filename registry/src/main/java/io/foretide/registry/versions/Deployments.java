package io.foretide.registry.versions;

import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** What each forecaster serves now, by replay of {@code model.deployments}. */
public final class Deployments {
  private static final Set<DeploymentState> COMING =
      Set.of(DeploymentState.LOADING, DeploymentState.WARMING);

  private final Map<String, ModelDeployment> latest = new ConcurrentSkipListMap<>();

  public void follow(TopicFollower follower) {
    follower.follow(
        Topics.MODEL_DEPLOYMENTS, deployment -> replay(deployment.key(), deployment.value()));
  }

  void replay(String key, ModelDeployment deployment) {
    if (deployment == null) {
      latest.remove(key);
    } else {
      latest.put(key, deployment);
    }
  }

  /** By instance, model and alias. */
  public List<ModelDeployment> all() {
    return List.copyOf(latest.values());
  }

  public List<ModelDeployment> of(String model, int version) {
    return latest.values().stream()
        .filter(d -> d.getVersion() == version && d.getModel().equals(model))
        .toList();
  }

  /** Whether a forecaster serves the version, or is about to. */
  public boolean inUse(String model, int version) {
    return latest.values().stream()
        .filter(d -> d.getModel().equals(model))
        .anyMatch(
            d ->
                Objects.equals(d.getServing(), version)
                    || (d.getVersion() == version && COMING.contains(d.getState())));
  }

  /**
   * How long forecasters took to fetch, check, load and warm the version up, where they serve it.
   */
  public List<Long> loadMillis(String model, int version) {
    return told(model, version, ModelDeployment::getLoadMillis);
  }

  /** How long a forecast of one series takes forecasters that serve the version. */
  List<Double> forecastMillis(String model, int version) {
    return told(model, version, ModelDeployment::getForecastMillis);
  }

  private <T> List<T> told(String model, int version, Function<ModelDeployment, T> what) {
    return of(model, version).stream()
        .filter(d -> d.getState() == DeploymentState.SERVING)
        .map(what)
        .filter(Objects::nonNull)
        .toList();
  }
}
