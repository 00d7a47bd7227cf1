package io.foretide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicsTest {
  @RegisterExtension private final Registry registry = Registry.each();

  @Test
  void everyTopicTellsHowMuchIsOnItAndHowLongItStays() {
    registry.told().receipt("one");
    registry.told().receipt("two");
    JsonNode receipts = topic("ingest.receipts");
    assertThat(receipts.path("records").asLong()).isEqualTo(2);
    assertThat(receipts.path("retentionSeconds").asLong()).isEqualTo(365L * 24 * 3600);
    assertThat(topic("series.blocks").path("compacted").asBoolean()).isTrue();
    assertThat(topic("model.events").has("retentionSeconds")).isFalse();
    assertThat(registry.get("/topics")).hasSize(Topics.all().size());
  }

  @Test
  void aGroupThatStoppedReadingIsSeenToFallBehind() {
    registry.told().receipt("one");
    registry.told().receipt("two");
    registry.told().receipt("three");
    readOne("slow");
    await()
        .untilAsserted(
            () -> {
              JsonNode reader = topic("ingest.receipts").path("readers").path(0);
              assertThat(reader.path("group").asText()).isEqualTo("slow");
              assertThat(reader.path("behind").asLong()).isEqualTo(2);
            });
    registry.told().receipt("four");
    assertThat(topic("ingest.receipts").path("readers").path(0).path("behind").asLong())
        .isEqualTo(3);
  }

  /** Reads a receipt, says so to the broker, and leaves. */
  private void readOne(String group) {
    String name = registry.topics().wire().name(Topics.INGEST_RECEIPTS);
    TopicPartition where = new TopicPartition(name, 0);
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            registry.topics().bootstrapServers(),
            "group.id",
            group,
            "auto.offset.reset",
            "earliest",
            "max.poll.records",
            1);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(where));
      await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
      consumer.commitSync(Map.of(where, new OffsetAndMetadata(1)));
    }
  }

  private JsonNode topic(String name) {
    String full = registry.topics().wire().prefix() + name;
    for (JsonNode topic : registry.get("/topics")) {
      if (topic.path("topic").asText().equals(full)) {
        return topic;
      }
    }
    throw new AssertionError("no topic " + full);
  }
}
