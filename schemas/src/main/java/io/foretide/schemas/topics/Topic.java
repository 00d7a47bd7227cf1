package io.foretide.schemas.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic of the catalogue: everything that has to be the same wherever it is written, read or
 * created.
 *
 * @param name name without the prefix
 * @param key what the key, a UTF-8 string, says
 * @param value class of the value: an Avro record, or {@code byte[]}
 * @param partitions partitions at creation
 * @param compacted whether the newest record of each key is kept for ever
 * @param retention how long a record is kept, counted from its arrival; on a compacted topic it
 *     applies only if not empty. The broker stamps what has a retention: a producer's own stamp may
 *     be years old, and the broker would delete the record at its next look, read or not
 * @param maxMessageBytes largest record
 * @param purpose one sentence for the generated documents
 */
public record Topic<V>(
    String name,
    String key,
    Class<V> value,
    int partitions,
    boolean compacted,
    Optional<Duration> retention,
    int maxMessageBytes,
    String purpose) {

  static final int ONE_MEGABYTE = 1 << 20;

  /** The settings the topic is created with. */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    String cleanup = !compacted ? "delete" : retention.isPresent() ? "compact,delete" : "compact";
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
    config.put(
        TopicConfig.RETENTION_MS_CONFIG,
        retention.map(r -> Long.toString(r.toMillis())).orElse("-1"));
    config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    if (retention.isPresent()) {
      config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
    return config;
  }

  /** The value's Avro schema; empty where values are plain bytes. */
  public Optional<Schema> schema() {
    return SpecificRecord.class.isAssignableFrom(value)
        ? Optional.of(SpecificData.get().getSchema(value))
        : Optional.empty();
  }
}
