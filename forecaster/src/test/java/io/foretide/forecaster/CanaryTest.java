package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void publish() {
    scene = new Scene(folder);
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    scene.trained().publish(2, new SeasonalNaiveKind(), scene.sales().dataset());
    scene.trained().publish(3, new NaiveKind(), scene.sales().dataset());
    scene.trained().promote(3);
    scene.trained().promote(1);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void itAnswersForItsShareUntilTheChampionMovesAndNoRequestIsDropped()
      throws InterruptedException {
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);
      AtomicBoolean done = new AtomicBoolean();
      Queue<Running.Answer> answers = new ConcurrentLinkedQueue<>();
      ExecutorService client = Executors.newSingleThreadExecutor();
      client.execute(
          () -> {
            for (int p = 0; !done.get(); p = (p + 1) % scene.sales().products()) {
              answers.add(forecaster.ask(about(p)));
            }
          });

      share(40);
      awaitShare(forecaster, 40);
      assertThat(forecaster.ask("{}").body().path("version").asInt())
          .as("a sum never mixes versions")
          .isEqualTo(1);
      share(70);
      awaitShare(forecaster, 70);
      share(20);
      awaitShare(forecaster, 20);
      scene.trained().promote(3);
      scene.awaitVersion(forecaster, 3);
      for (int p = 0; p < scene.sales().products(); p++) {
        assertThat(forecaster.ask(about(p)).body().path("version").asInt()).isEqualTo(3);
      }

      done.set(true);
      client.shutdown();
      assertThat(client.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      assertThat(answers).extracting(Running.Answer::status).containsOnly(200);
      assertThat(answers)
          .extracting(answer -> named(answer.body()))
          .containsOnly("1 champion", "2 canary", "3 champion");
    }
  }

  @Test
  void whatItHadForecastIsTakenBackWhenItEnds() {
    try (Running forecaster = scene.start("f1")) {
      scene.awaitVersion(forecaster, 1);
      share(100);
      awaitShare(forecaster, 100);
      share(0);
      awaitShare(forecaster, 0);
      String first = SeriesKeys.forecast("sales", "canary", Sales.series(0));
      scene
          .topics()
          .await(
              Topics.FORECASTS,
              all -> all.stream().anyMatch(r -> first.equals(r.key()) && r.value() == null));
      scene
          .topics()
          .await(
              Topics.MODEL_DEPLOYMENTS,
              all ->
                  all.stream()
                      .anyMatch(
                          d ->
                              d.value().getAlias().equals("canary")
                                  && d.value().getState() == DeploymentState.STOPPED));
    }
  }

  private void share(double percent) {
    scene
        .trained()
        .event(
            AliasMoved.newBuilder()
                .setAlias("canary")
                .setToVersion(2)
                .setShare(percent)
                .setWhy("test")
                .build());
  }

  /** Every series is answered by the version that its hash says, and the answer names it. */
  private void awaitShare(Running forecaster, double percent) {
    Scene.eventually()
        .untilAsserted(
            () -> {
              for (int p = 0; p < scene.sales().products(); p++) {
                boolean canary = SeriesKeys.inShare(Sales.series(p), percent);
                assertThat(named(forecaster.ask(about(p)).body()))
                    .isEqualTo(canary ? "2 canary" : "1 champion");
              }
            });
  }

  private static String about(int product) {
    return "{\"product_id\":\"%s\"}".formatted(Sales.product(product));
  }

  private static String named(JsonNode answer) {
    return answer.path("version").asText() + " " + answer.path("alias").asText();
  }
}
