package io.foretide.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.foretide.schemas.ForecastScore;
import io.foretide.schemas.Tick;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpecificDeserializerTest {
  private static final Schema OWN = Topics.MARKET_TICKS.schema().orElseThrow();
  private static final Tick TICK =
      new Tick(Instant.ofEpochSecond(1_700_000_000, 123_456_000), 101.25, 3.0, "ü-1", 7L);

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private int own;
  private Serializer<Object> serializer;
  private Deserializer<Tick> deserializer;

  @BeforeEach
  @SuppressWarnings("unchecked") // specific.avro.reader
  void registerSchemas() throws Exception {
    registry.register("score-value", new AvroSchema(ForecastScore.getClassSchema()));
    own = registry.register("ticks-value", new AvroSchema(Contracts.portable(OWN)));
    Map<String, Object> settings =
        Map.of("schema.registry.url", "mock://tests", "specific.avro.reader", true);
    KafkaAvroSerializer confluentWriter = new KafkaAvroSerializer(registry);
    confluentWriter.configure(settings, false);
    serializer = confluentWriter;
    KafkaAvroDeserializer confluent = new KafkaAvroDeserializer(registry);
    confluent.configure(settings, false);
    deserializer =
        new SpecificDeserializer<>(
            (Deserializer<Tick>) (Deserializer<?>) confluent, OWN, id -> id == own);
  }

  @Test
  void aRecordIsReadAsConfluentsOwnWouldReadIt() {
    byte[] bytes = new SpecificSerializer<>(serializer, OWN).serialize("ticks", TICK);
    for (int round = 0; round < 3; round++) {
      assertThat(deserializer.deserialize("ticks", bytes)).isEqualTo(TICK);
    }
  }

  @Test
  void aRecordOfALaterSchemaIsReadToo() {
    Schema later =
        new Schema.Parser()
            .parse(
                Contracts.portable(OWN)
                    .toString()
                    .replaceFirst(
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"venue\",\"type\":\"string\",\"default\":\"\"},"));
    var record = new org.apache.avro.generic.GenericData.Record(later);
    record.put("venue", "XETR");
    record.put("time", 1_700_000_000_123_456L);
    record.put("price", 101.25);
    record.put("size", 3.0);
    record.put("tradeId", "ü-1");
    record.put("sequence", 7L);
    byte[] bytes = serializer.serialize("ticks", record);
    for (int round = 0; round < 3; round++) {
      assertThat(deserializer.deserialize("ticks", bytes)).isEqualTo(TICK);
    }
  }

  @Test
  void aDamagedRecordIsRefused() {
    byte[] bytes = new SpecificSerializer<>(serializer, OWN).serialize("ticks", TICK);
    deserializer.deserialize("ticks", bytes);
    assertThatThrownBy(() -> deserializer.deserialize("ticks", Arrays.copyOf(bytes, 12)))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> deserializer.deserialize("ticks", new byte[] {1, 2, 3, 4, 5, 6}))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void aDeletedKeyHasNoValue() {
    assertThat(deserializer.deserialize("ticks", null)).isNull();
  }
}
