package io.foretide.registry.log;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads records again by their offsets: memory keeps where something is, and the log keeps it.
 * Thread-safe.
 */
public final class LogReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServiceConfig config;
  private final Wire wire;
  private final ConcurrentLinkedQueue<KafkaConsumer<String, byte[]>> idle =
      new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  public LogReader(ServiceConfig config, Wire wire) {
    this.config = config;
    this.wire = wire;
  }

  /** The value at the offset; empty if it was compacted away meanwhile. */
  public <V> Optional<V> at(Topic<V> topic, int partition, long offset) {
    Holder<V> found = new Holder<>();
    read(topic, partition, offset, offset, record -> found.value = Optional.of(record.value()));
    return found.value;
  }

  private static final class Holder<V> {
    private Optional<V> value = Optional.empty();
  }

  /** Hands over what there is between two offsets, both included. */
  public <V> void read(
      Topic<V> topic, int partition, long from, long to, Consumer<ConsumerRecord<String, V>> each) {
    String name = wire.name(topic);
    TopicPartition where = new TopicPartition(name, partition);
    KafkaConsumer<String, byte[]> consumer = take();
    try (Deserializer<V> deserializer = wire.deserializer(topic)) {
      consumer.assign(List.of(where));
      consumer.seek(where, from);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(where) <= to && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (record.offset() <= to && record.value() != null) {
            V value = deserializer.deserialize(name, record.headers(), record.value());
            each.accept(
                new ConsumerRecord<>(name, partition, record.offset(), record.key(), value));
          }
          deadline = System.nanoTime() + PATIENCE.toNanos();
        }
      }
    } finally {
      giveBack(consumer);
    }
  }

  private KafkaConsumer<String, byte[]> take() {
    KafkaConsumer<String, byte[]> consumer = idle.poll();
    if (consumer != null) {
      return consumer;
    }
    Map<String, Object> settings = new HashMap<>(config.consumer());
    // What is wanted is near the offset: a whole megabyte would be fetched for nothing.
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 << 10);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void giveBack(KafkaConsumer<String, byte[]> consumer) {
    if (closed) {
      consumer.close();
    } else {
      idle.add(consumer);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (KafkaConsumer<String, byte[]> one = idle.poll(); one != null; one = idle.poll()) {
      one.close();
    }
  }
}
