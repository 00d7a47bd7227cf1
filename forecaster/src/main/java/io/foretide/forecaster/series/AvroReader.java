package io.foretide.forecaster.series;

import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Wire;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads values of one topic; what is not of its schema is logged and passed over, so that one bad
 * record never holds up a partition. Not thread-safe: one per task.
 */
final class AvroReader<V> {
  private static final Logger LOG = LoggerFactory.getLogger(AvroReader.class);

  private final Deserializer<V> deserializer;
  private final Class<V> type;
  private final String topicName;

  AvroReader(Wire wire, Topic<V> topic) {
    this.deserializer = wire.deserializer(topic);
    this.type = topic.value();
    this.topicName = wire.name(topic);
  }

  Optional<V> read(String key, byte[] value) {
    try {
      // Another record class in the right wire format is as wrong as no Avro at all.
      return Optional.of(type.cast(deserializer.deserialize(topicName, value)));
    } catch (RuntimeException e) {
      passOver(key, e.toString());
      return Optional.empty();
    }
  }

  void passOver(String key, String why) {
    LOG.warn("FT-1520 passed over a record of {} with key {}: {}", topicName, key, why);
  }
}
