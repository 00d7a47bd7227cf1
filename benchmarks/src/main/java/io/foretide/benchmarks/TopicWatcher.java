package io.foretide.benchmarks;

import io.foretide.runtime.ServiceConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of everything that is written to a topic from now on, on a thread of its own. */
final class TopicWatcher implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread thread;

  /** Is told of each record as soon as it is there. */
  interface Sight {
    void of(ConsumerRecord<String, byte[]> record);
  }

  TopicWatcher(ServiceConfig config, String topic, Sight sight) {
    consumer =
        new KafkaConsumer<>(
            config.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    // From now on means from here, and not from whenever the thread gets to run.
    all.forEach(consumer::position);
    thread = new Thread(() -> watch(sight), "watcher of " + topic);
    thread.start();
  }

  private void watch(Sight sight) {
    try (consumer) {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(sight::of);
      }
    } catch (WakeupException e) {
      // It has been closed.
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
