package io.foretide.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.baseline.NaiveKind;
import io.foretide.runtime.Readiness;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSeriesTest {
  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder);
    scene.trained().publish(1, new NaiveKind(), scene.sales().dataset());
    scene.trained().promote(1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void twoForecastersShareTheSeriesEachAnswersForAllAndOneTakesOverFromTheOther() {
    try (Running first = scene.start("f1")) {
      scene.awaitVersion(first, 1);
      try (Running second = scene.start("f2")) {
        scene.awaitVersion(second, 1);
        Scene.eventually()
            .untilAsserted(
                () -> {
                  assertThat(owned(first)).isBetween(1, scene.sales().products() - 1);
                  assertThat(owned(first) + owned(second)).isEqualTo(scene.sales().products());
                });

        scene.sales().pushAnotherDay(scene.topics());
        awaitCutoff(first);
        awaitCutoff(second);
        // On a busy machine a day may come in two bursts, and be forecast from after each.
        Scene.eventually()
            .untilAsserted(
                () -> assertThat(second.ask("{}").body()).isEqualTo(first.ask("{}").body()));
      }
      Scene.eventually()
          .untilAsserted(() -> assertThat(owned(first)).isEqualTo(scene.sales().products()));
      scene.sales().pushAnotherDay(scene.topics());
      awaitCutoff(first);
    }
  }

  @Test
  void theSeriesOfAKilledForecasterAreTakenOver() throws IOException, InterruptedException {
    Process other = launch();
    try (Running survivor = scene.start("f1")) {
      scene.awaitVersion(survivor, 1);
      Scene.eventually()
          .untilAsserted(
              () -> assertThat(owned(survivor)).isBetween(1, scene.sales().products() - 1));

      other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      scene.sales().pushAnotherDay(scene.topics());

      awaitCutoff(survivor);
      assertThat(owned(survivor)).isEqualTo(scene.sales().products());
      assertThat(survivor.ask("{}").body().path("series_count").asInt())
          .isEqualTo(scene.sales().products());
    } finally {
      other.destroyForcibly();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ForecasterProcess.class.getName());
    command.add(scene.topics().bootstrapServers());
    command.add(scene.topics().schemaRegistryUrl());
    command.add(scene.topics().wire().prefix());
    command.add(folder.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "other.log"))
        .start();
  }

  private void awaitCutoff(Running forecaster) {
    Scene.eventually()
        .untilAsserted(
            () -> {
              var answer = forecaster.ask("{}").body();
              assertThat(answer.path("cutoff").asText()).isEqualTo(scene.sales().end().toString());
              assertThat(answer.path("series_count").asInt()).isEqualTo(scene.sales().products());
            });
  }

  /** The readiness begins with it. */
  private static int owned(Running forecaster) {
    Readiness readiness = forecaster.service().readiness();
    return readiness.ready() ? Integer.parseInt(readiness.detail().split(" ")[0]) : -1;
  }
}
