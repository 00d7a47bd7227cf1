package io.foretide.standalone.client;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All partitions of a topic for a person's eyes: no group, nothing committed. */
public final class TopicReader<V> implements AutoCloseable {
  private static final int BROKER_ANSWERS_WITHIN_MS = 10_000;

  /** Where reading begins. */
  public enum From {
    BEGINNING,
    NOW
  }

  /**
   * A record that could be read.
   *
   * @param value empty where the key was deleted
   */
  public record Entry<V>(String key, Optional<V> value) {}

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Deserializer<V> deserializer;
  private final Map<TopicPartition, Long> ends;
  private final Consumer<String> complaints;

  private TopicReader(
      String topic,
      KafkaConsumer<String, byte[]> consumer,
      Deserializer<V> deserializer,
      Map<TopicPartition, Long> ends,
      Consumer<String> complaints) {
    this.topic = topic;
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.ends = ends;
    this.complaints = complaints;
  }

  /**
   * Stands at its first record when this returns: what is written afterwards is not missed.
   *
   * @param complaints gets a line for each record that is not what belongs on the topic
   * @throws CodedException FT-1701 if no broker answers, FT-1706 if it lacks the topic
   */
  public static <V> TopicReader<V> open(
      ServiceConfig config, Wire wire, Topic<V> topic, From from, Consumer<String> complaints) {
    Map<String, Object> settings = new HashMap<>(config.consumer());
    settings.put("default.api.timeout.ms", BROKER_ANSWERS_WITHIN_MS);
    settings.put("allow.auto.create.topics", false);
    KafkaConsumer<String, byte[]> consumer = consumer(config, settings);
    try {
      String name = wire.name(topic);
      List<TopicPartition> partitions = partitions(consumer, name);
      consumer.assign(partitions);
      if (from == From.BEGINNING) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      partitions.forEach(consumer::position);
      return new TopicReader<>(
          name, consumer, wire.deserializer(topic), consumer.endOffsets(partitions), complaints);
    } catch (TimeoutException e) {
      consumer.close();
      throw unreachable(config, e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The next records; empty if none comes in time. */
  public List<Entry<V>> poll(Duration atMost) {
    List<Entry<V>> entries = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
      try {
        Optional<V> value =
            Optional.ofNullable(record.value())
                .map(bytes -> deserializer.deserialize(topic, record.headers(), bytes));
        entries.add(new Entry<>(record.key(), value));
      } catch (KafkaException e) {
        complaints.accept(
            "FT-1707 %s-%d@%d is not what belongs there: %s"
                .formatted(topic, record.partition(), record.offset(), e.getMessage()));
      }
    }
    return entries;
  }

  /** Whether everything has been read that was there when the reader was opened. */
  public boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }

  private static KafkaConsumer<String, byte[]> consumer(
      ServiceConfig config, Map<String, Object> settings) {
    try {
      return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw unreachable(config, e);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String name) {
    List<PartitionInfo> found = consumer.partitionsFor(name);
    if (found == null || found.isEmpty()) {
      throw new CodedException(
          "FT-1706", "the broker has no topic " + name + "; is --prefix what the services use?");
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  private static CodedException unreachable(ServiceConfig config, Exception cause) {
    return new CodedException(
        "FT-1701",
        "no broker answers at "
            + config.get("bootstrap.servers")
            + "; start one with \"foretide up\", or say where it is with --bootstrap",
        cause);
  }
}
