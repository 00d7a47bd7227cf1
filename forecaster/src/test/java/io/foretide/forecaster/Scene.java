package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/** Topics with a dozen products' sales, a defined model, and a store for its versions. */
final class Scene implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final TestTopics topics = TestStack.shared().topics();
  private final ArtifactStore store;
  private final Trained trained;
  private final Sales sales = new Sales(12);

  Scene(Path folder) {
    this.folder = folder;
    this.store = ArtifactStore.open(Running.config(topics, folder, "store"));
    this.trained = new Trained(topics, store);
    sales.push(topics);
    trained.define();
  }

  static ConditionFactory eventually() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }

  TestTopics topics() {
    return topics;
  }

  Path folder() {
    return folder;
  }

  ArtifactStore store() {
    return store;
  }

  Trained trained() {
    return trained;
  }

  Sales sales() {
    return sales;
  }

  Running start(String instance) {
    return Running.start(topics, folder, instance);
  }

  /** Waits until the version answers for every product. */
  void awaitVersion(Running forecaster, int version) {
    eventually()
        .untilAsserted(
            () -> {
              var answer = forecaster.ask("{}").body();
              assertThat(answer.path("version").asInt()).isEqualTo(version);
              assertThat(answer.path("series_count").asInt()).isEqualTo(sales.products());
            });
  }

  /** The refusal of a version, once it is on the topic. */
  ModelDeployment awaitRefusal(int version) {
    return topics
        .await(
            Topics.MODEL_DEPLOYMENTS,
            all -> all.stream().anyMatch(d -> refused(d.value(), version)))
        .stream()
        .map(record -> record.value())
        .filter(d -> refused(d, version))
        .findFirst()
        .orElseThrow();
  }

  private static boolean refused(ModelDeployment deployment, int version) {
    return deployment.getState() == DeploymentState.REFUSED && deployment.getVersion() == version;
  }

  @Override
  public void close() {
    store.close();
    topics.close();
  }
}
