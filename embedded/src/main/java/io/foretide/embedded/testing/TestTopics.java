package io.foretide.embedded.testing;

import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** All of Foretide's topics, for one test, and what a test does with them. */
public final class TestTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final String registryUrl;
  private final Wire wire;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;

  private TestTopics(String bootstrapServers, String registryUrl, String prefix) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.wire = new Wire(registryUrl, prefix, Map.of());
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                17 << 20,
                "linger.ms",
                0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public static TestTopics create(String bootstrapServers, String registryUrl, String prefix) {
    TestTopics topics = new TestTopics(bootstrapServers, registryUrl, prefix);
    try {
      topics.wire.createTopics(topics.admin, (short) 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    topics.wire.registerSchemas();
    return topics;
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public String schemaRegistryUrl() {
    return registryUrl;
  }

  /** Names and serdes under this test's prefix. */
  public Wire wire() {
    return wire;
  }

  public Admin admin() {
    return admin;
  }

  /** Writes one record; the key may be null. Returns when the broker has it. */
  public <V> RecordMetadata produce(Topic<V> topic, String key, V value) {
    return produce(topic, null, key, value, Map.of());
  }

  /**
   * Writes one record.
   *
   * @param partition null to let the key decide
   */
  public <V> RecordMetadata produce(
      Topic<V> topic, Integer partition, String key, V value, Map<String, String> headers) {
    return send(topic, partition, null, key, value, headers);
  }

  /** Writes one record as a producer whose clock shows this time. */
  public <V> RecordMetadata produceAt(
      Instant clock, Topic<V> topic, String key, V value, Map<String, String> headers) {
    return send(topic, null, clock.toEpochMilli(), key, value, headers);
  }

  private <V> RecordMetadata send(
      Topic<V> topic,
      Integer partition,
      Long timestamp,
      String key,
      V value,
      Map<String, String> headers) {
    String name = wire.name(topic);
    byte[] bytes;
    try (Serializer<V> serializer = wire.serializer(topic)) {
      bytes = value == null ? null : serializer.serialize(name, value);
    }
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(name, partition, timestamp, key, bytes);
    Headers target = record.headers();
    headers.forEach((header, text) -> target.add(header, text.getBytes(StandardCharsets.UTF_8)));
    try {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot write to " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything committed that is on the topic now, each partition in order. */
  public <V> List<ConsumerRecord<String, V>> read(Topic<V> topic) {
    try (KafkaConsumer<String, V> consumer = consumer(topic)) {
      List<ConsumerRecord<String, V>> all = new ArrayList<>();
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!reached(consumer, ends)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("cannot read " + topic.name() + " up to " + ends);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
      return all;
    }
  }

  /**
   * Reads the topic from its beginning until what was read satisfies the predicate.
   *
   * @throws AssertionError after a minute, with what was read
   */
  public <V> List<ConsumerRecord<String, V>> await(
      Topic<V> topic, Predicate<List<ConsumerRecord<String, V>>> enough) {
    return await(topic, enough, PATIENCE);
  }

  public <V> List<ConsumerRecord<String, V>> await(
      Topic<V> topic, Predicate<List<ConsumerRecord<String, V>>> enough, Duration patience) {
    try (KafkaConsumer<String, V> consumer = consumer(topic)) {
      List<ConsumerRecord<String, V>> all = new ArrayList<>();
      long deadline = System.nanoTime() + patience.toNanos();
      while (!enough.test(all)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "%s did not come to what was awaited within %s; it holds %d records: %s"
                  .formatted(
                      wire.name(topic),
                      patience,
                      all.size(),
                      all.stream().map(ConsumerRecord::value).limit(20).toList()));
        }
        consumer.poll(Duration.ofMillis(50)).forEach(all::add);
      }
      return all;
    }
  }

  /** A consumer of all partitions, at the beginning, that sees committed records only. */
  public <V> KafkaConsumer<String, V> consumer(Topic<V> topic) {
    KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false),
            new StringDeserializer(),
            wire.deserializer(topic));
    List<TopicPartition> partitions =
        consumer.partitionsFor(wire.name(topic)).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Deletes every topic under the prefix, those of Streams too. */
  /** Closes without deleting anything: for a broker that is gone. */
  public void abandon() {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    wire.close();
  }

  @Override
  public void close() {
    producer.close();
    try {
      List<String> mine =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(wire.prefix()))
              .toList();
      admin.deleteTopics(mine).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot delete the topics of a test", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      admin.close();
      wire.close();
    }
  }

  private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }
}
