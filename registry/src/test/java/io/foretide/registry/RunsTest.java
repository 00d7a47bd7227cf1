package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.schemas.TrainingStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunsTest {
  private Registry registry;

  @BeforeEach
  void start() {
    registry = Registry.start();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aWatcherThatWasCutOffGoesOnWhereItWas() {
    registry
        .told()
        .progress("run-0-7", TrainingStage.STARTED, TrainingStage.FIT, TrainingStage.FINISHED);
    await()
        .until(
            () ->
                registry
                    .peek("/models/training-status/run-0-7")
                    .path("status")
                    .asText()
                    .equals("FINISHED"));
    assertThat(events("run-0-7", "1")).contains("id: 2", "FINISHED").doesNotContain("STARTED");
  }

  private String events(String run, String lastEventId) {
    return registry
        .send(
            registry
                .request("/models/training/" + run + "/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .GET())
        .body();
  }
}
