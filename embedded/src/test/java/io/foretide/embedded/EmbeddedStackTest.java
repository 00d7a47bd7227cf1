package io.foretide.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.TrainingCancellation;
import io.foretide.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackTest {
  @Test
  void aRecordInAvroComesBackAsItWent() {
    TrainingCancellation sent =
        TrainingCancellation.newBuilder()
            .setRun("run-1")
            .setWho("ops")
            .setWhy("too long")
            .setTime(Instant.parse("2026-01-01T00:00:00Z"))
            .build();
    try (TestTopics topics = TestStack.shared().topics()) {
      topics.produce(Topics.TRAINING_CANCELLATIONS, "run-1", sent);
      assertThat(topics.read(Topics.TRAINING_CANCELLATIONS))
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.key()).isEqualTo("run-1");
                assertThat(record.value()).isEqualTo(sent);
              });
    }
  }

  @Test
  void twoTestsDoNotSeeEachOther() {
    try (TestTopics one = TestStack.shared().topics();
        TestTopics other = TestStack.shared().topics()) {
      one.produce(Topics.CSV_UPLOADS, null, new byte[] {1});
      assertThat(one.await(Topics.CSV_UPLOADS, records -> records.size() == 1)).hasSize(1);
      assertThat(other.read(Topics.CSV_UPLOADS)).isEmpty();
    }
  }

  @Test
  void aSecondStartOnTheSameFolderFindsTopicsAndSchemas(@TempDir Path folder) {
    try (EmbeddedStack first = EmbeddedStack.at(folder, "127.0.0.1", 0, 0)) {
      assertThat(first.bootstrapServers()).startsWith("localhost:");
    }
    try (EmbeddedStack second = EmbeddedStack.at(folder, "127.0.0.1", 0, 0)) {
      assertThat(second.schemaRegistryUrl()).startsWith("http://localhost:");
    }
  }
}
