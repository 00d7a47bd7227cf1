package io.foretide.trainer;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic up to its end whenever it is asked to: for decisions that must know everything that
 * was written before them. One thread at a time.
 */
final class LogReader<V> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic;
  private final Deserializer<V> deserializer;
  private final Consumer<V> replay;
  private final Admin admin;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  LogReader(ServiceConfig config, Wire wire, Admin admin, Topic<V> topic, Consumer<V> replay) {
    this.topic = wire.name(topic);
    this.deserializer = wire.deserializer(topic);
    this.replay = replay;
    this.admin = admin;
    this.consumer =
        new KafkaConsumer<>(
            config.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(this.topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Replays everything that was on the topic when this was called. That includes waiting for
   * transactions that were open then: only committed records are seen, and one that is about to be
   * committed counts.
   *
   * @throws TimeoutException if the end was not reached within a minute
   */
  synchronized void refresh() {
    Map<TopicPartition, Long> ends = ends();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    while (!ends.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the end of " + topic + " was not reached: " + ends);
      }
      consumer.poll(POLL).forEach(this::accept);
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      replay.accept(deserializer.deserialize(topic, record.headers(), record.value()));
    } catch (RuntimeException e) {
      // One bad record must not stop the rest.
      LOG.warn(
          "passed over {}-{}@{}: {}", topic, record.partition(), record.offset(), e.toString());
    }
  }

  private Map<TopicPartition, Long> ends() {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of " + topic + " is not known", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
    deserializer.close();
  }
}
