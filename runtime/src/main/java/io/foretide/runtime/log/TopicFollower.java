package io.foretide.runtime.log;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics, from the beginning and on, and hands each record to the replay method of
 * whoever keeps state from it: the same method at start-up and live. Every instance sees
 * everything; nothing is committed.
 *
 * <p>A record that cannot be read, or whose replay fails, is logged and passed over: one bad record
 * must not stop the rest. All replay methods run on one thread.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

  private final Map<String, Follower<?>> followers = new HashMap<>();
  private final KafkaConsumer<String, byte[]> consumer;
  private final Wire wire;
  private final Thread thread;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private volatile boolean closed;

  private record Follower<V>(
      String topic,
      Deserializer<V> deserializer,
      List<Consumer<ConsumerRecord<String, V>>> replays,
      boolean fromEnd) {
    ConsumerRecord<String, V> read(ConsumerRecord<String, byte[]> record) {
      V value =
          record.value() == null
              ? null
              : deserializer.deserialize(topic, record.headers(), record.value());
      return new ConsumerRecord<>(
          record.topic(),
          record.partition(),
          record.offset(),
          record.timestamp(),
          record.timestampType(),
          record.serializedKeySize(),
          record.serializedValueSize(),
          record.key(),
          value,
          record.headers(),
          record.leaderEpoch());
    }
  }

  public TopicFollower(String name, ServiceConfig config, Wire wire) {
    this.wire = wire;
    this.consumer =
        new KafkaConsumer<>(
            config.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /**
   * Adds a topic, or one more who follows it; before {@link #start}. A deleted key arrives with a
   * null value.
   */
  public <V> TopicFollower follow(Topic<V> topic, Consumer<ConsumerRecord<String, V>> replay) {
    return follow(topic, replay, false);
  }

  /** Adds a topic of which only what is written from now on is of interest. */
  public <V> TopicFollower followFromNow(
      Topic<V> topic, Consumer<ConsumerRecord<String, V>> replay) {
    return follow(topic, replay, true);
  }

  private <V> TopicFollower follow(
      Topic<V> topic, Consumer<ConsumerRecord<String, V>> replay, boolean fromEnd) {
    @SuppressWarnings("unchecked") // The values of a topic have one type.
    Follower<V> follower =
        (Follower<V>)
            followers.computeIfAbsent(
                wire.name(topic),
                name ->
                    new Follower<V>(name, wire.deserializer(topic), new ArrayList<>(), fromEnd));
    follower.replays().add(replay);
    return this;
  }

  public TopicFollower start() {
    thread.start();
    return this;
  }

  /** Whether everything that was there at the start has been replayed. */
  public boolean caughtUp() {
    return caughtUp.getCount() == 0;
  }

  /** Waits for {@link #caughtUp()}; false if it took longer. */
  public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
    return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** False once the thread has died, which only a restart mends. */
  public boolean alive() {
    return !closed && thread.isAlive();
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions = new ArrayList<>();
      Set<TopicPartition> fromEnd = new HashSet<>();
      for (Follower<?> follower : followers.values()) {
        consumer
            .partitionsFor(follower.topic())
            .forEach(
                info -> {
                  TopicPartition partition = new TopicPartition(info.topic(), info.partition());
                  partitions.add(partition);
                  if (follower.fromEnd()) {
                    fromEnd.add(partition);
                  }
                });
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      if (!fromEnd.isEmpty()) {
        consumer.seekToEnd(fromEnd);
        fromEnd.forEach(consumer::position);
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!closed) {
        consumer.poll(POLL).forEach(this::replay);
        if (!caughtUp()) {
          ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
          if (ends.isEmpty()) {
            caughtUp.countDown();
          }
        }
      }
    } catch (WakeupException | InterruptException e) {
      if (!closed) {
        throw e;
      }
    } catch (RuntimeException e) {
      LOG.error("{} stopped following {}", thread.getName(), followers.keySet(), e);
    }
  }

  private void replay(ConsumerRecord<String, byte[]> record) {
    replay(followers.get(record.topic()), record);
  }

  private static <V> void replay(Follower<V> follower, ConsumerRecord<String, byte[]> record) {
    orPassOver(
        record,
        () -> {
          ConsumerRecord<String, V> read = follower.read(record);
          follower.replays().forEach(replay -> orPassOver(record, () -> replay.accept(read)));
        });
  }

  private static void orPassOver(ConsumerRecord<String, byte[]> record, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn(
          "passed over {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(CLOSE_AT_MOST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
