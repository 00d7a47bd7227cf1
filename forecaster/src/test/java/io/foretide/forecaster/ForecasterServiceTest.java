package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecasterServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private final Sales sales = new Sales(12);
  private TestTopics topics;
  private ArtifactStore store;
  private Trained trained;

  @BeforeEach
  void open() {
    topics = TestStack.shared().topics();
    store = ArtifactStore.open(Running.config(topics, folder, "store"));
    trained = new Trained(topics, store);
  }

  @AfterEach
  void close() {
    store.close();
    topics.close();
  }

  @Test
  void aPromotedVersionForecastsEverySeriesAndAnswers() {
    sales.push(topics);
    trained.define();
    trained.publish(1, new NaiveKind(), sales.dataset());
    try (Running forecaster = Running.start(topics, folder, "f1")) {
      assertThat(forecaster.ask("{}").status()).isEqualTo(503);
      assertThat(forecaster.ask("{}").headers()).containsKey("retry-after");

      trained.promote(1);

      var forecasts = topics.await(Topics.FORECASTS, all -> all.size() >= sales.products());
      assertThat(forecasts).extracting(f -> f.value().getVersion()).containsOnly(1);
      assertThat(forecasts).extracting(f -> f.value().getCutoff()).containsOnly(sales.end());
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(forecaster.version()).isEqualTo(1));
      assertThat(forecaster.ask("{}").body().path("series_count").asInt())
          .isEqualTo(sales.products());
      assertThat(states()).containsExactly("LOADING 1", "WARMING 1", "SERVING 1");
    }
  }

  @Test
  void aNewDayIsForecastFromByTheVersionThatIsLive() {
    sales.push(topics);
    trained.define();
    trained.publish(1, new NaiveKind(), sales.dataset());
    trained.promote(1);
    try (Running forecaster = Running.start(topics, folder, "f1")) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(forecaster.version()).isEqualTo(1));

      sales.pushAnotherDay(topics);

      long start = System.nanoTime();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () ->
                  assertThat(forecaster.ask("{}").body().path("cutoff").asText())
                      .isEqualTo(sales.end().toString()));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(forecaster.ask("{\"product_id\":\"P003\"}").body().path("mean").get(0).asDouble())
          .isEqualTo(Sales.value(3, Sales.DAYS), org.assertj.core.data.Offset.offset(1e-5));
    }
  }

  private List<String> states() {
    return topics
        .await(
            Topics.MODEL_DEPLOYMENTS,
            all ->
                all.stream()
                    .anyMatch(
                        d ->
                            d.value().getState() == DeploymentState.SERVING
                                || d.value().getState() == DeploymentState.REFUSED))
        .stream()
        .map(ConsumerRecord::value)
        .map(d -> d.getState() + " " + d.getVersion())
        .collect(Collectors.toList());
  }
}
