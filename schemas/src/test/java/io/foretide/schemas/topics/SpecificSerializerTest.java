package io.foretide.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpecificSerializerTest {
  private static final List<Tick> TICKS =
      List.of(
          new Tick(Instant.ofEpochSecond(1_700_000_000, 123_456_000), 101.25, 3.0, "t-1", null),
          new Tick(Instant.EPOCH, 1.0, 0.0, null, 7L),
          new Tick(Instant.ofEpochSecond(-1), 1e-9, 1e9, "ü", 9L));

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private Serializer<Object> confluent;
  private Serializer<Object> ours;

  @BeforeEach
  void registerSchemas() throws Exception {
    // Other ids than the first, so that none is right by chance.
    registry.register("score-value", new AvroSchema(ForecastScore.getClassSchema()));
    registry.register(
        "ticks-value", new AvroSchema(Contracts.portable(Topics.MARKET_TICKS.schema().get())));
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry);
    serializer.configure(
        Map.of(
            "schema.registry.url",
            "mock://tests",
            "auto.register.schemas",
            false,
            "avro.remove.java.properties",
            true),
        false);
    confluent = serializer;
    ours = new SpecificSerializer<>(confluent, Topics.MARKET_TICKS.schema().get());
  }

  @Test
  void theBytesAreThoseOfConfluentsSerializer() {
    for (int round = 0; round < 2; round++) {
      for (Tick tick : TICKS) {
        assertThat(ours.serialize("ticks", tick)).isEqualTo(confluent.serialize("ticks", tick));
      }
    }
  }

  @Test
  void aDeletedKeyHasNoValue() {
    assertThat(ours.serialize("ticks", null)).isNull();
  }

  @Test
  void aTopicWhoseSchemaIsNotRegisteredIsRefusedEveryTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ours.serialize("others", TICKS.get(0)))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void aRecordOfAnotherClassIsRefused() {
    ours.serialize("ticks", TICKS.get(0));
    assertThatThrownBy(() -> ours.serialize("ticks", "no tick"))
        .isInstanceOf(SerializationException.class);
  }
}
