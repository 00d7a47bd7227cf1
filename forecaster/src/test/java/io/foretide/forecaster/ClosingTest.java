package io.foretide.forecaster;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.runtime.artifacts.ArtifactStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingTest {
  @TempDir private Path folder;

  @Test
  void aForecasterWhoseBrokerIsGoneClosesInBoundedTime() {
    Running forecaster;
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      TestTopics topics =
          TestTopics.create(stack.bootstrapServers(), stack.schemaRegistryUrl(), "");
      try (ArtifactStore store = ArtifactStore.open(Running.config(topics, folder, "store"))) {
        Trained trained = new Trained(topics, store);
        Sales sales = new Sales(3);
        sales.push(topics);
        trained.define();
        trained.publish(1, new NaiveKind(), sales.dataset());
        trained.promote(1);
        forecaster = Running.start(topics, folder, "f1");
        Scene.eventually().until(() -> forecaster.version() == 1);
      } finally {
        topics.abandon();
      }
    }

    assertTimeoutPreemptively(Duration.ofSeconds(40), forecaster::close);
  }
}
