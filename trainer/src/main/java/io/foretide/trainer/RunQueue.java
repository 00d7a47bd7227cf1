package io.foretide.trainer;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Training requests as a queue: a Kafka share group (KIP-932) gives each to one trainer, which
 * keeps it locked by renewing while it works, and to another one if that one dies. Used by one
 * thread; only {@link #wakeup} may come from others.
 */
final class RunQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration BRIEFLY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaShareConsumer<String, byte[]> consumer;
  private final Deserializer<TrainingRequest> deserializer;
  private final String topic;

  RunQueue(ServiceConfig config, Wire wire, Admin admin, TrainerSettings settings) {
    this.topic = wire.name(Topics.TRAINING_REQUESTS);
    this.deserializer = wire.deserializer(Topics.TRAINING_REQUESTS);
    configureGroup(admin, settings);
    Map<String, Object> client = new HashMap<>(config.kafka());
    client.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    client.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    // One request at a time and none in reserve: a request that waits here waits for nothing.
    client.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    this.consumer =
        new KafkaShareConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
  }

  /** What to do with a request that was taken. */
  @FunctionalInterface
  interface Taker {
    /**
     * Works on the request until it is done with.
     *
     * @param delivery how often the request has been delivered, this time included
     * @param hold to be called all the while, several times a second; false once the request is no
     *     longer this trainer's
     * @return false to leave the request to another trainer
     */
    boolean take(RunId run, TrainingRequest request, int delivery, Hold hold);
  }

  /** Keeps a request locked. */
  @FunctionalInterface
  interface Hold {
    boolean keep();
  }

  /** Waits a moment for a request and works on it. */
  void next(Taker taker, Duration renewEvery) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      RunId run = new RunId(record.partition(), record.offset());
      TrainingRequest request;
      try {
        request = deserializer.deserialize(topic, record.headers(), record.value());
      } catch (RuntimeException e) {
        LOG.warn(
            "FT-1407 {}-{}@{} is no training request and is passed over: {}",
            topic,
            record.partition(),
            record.offset(),
            e.toString());
        acknowledge(record, AcknowledgeType.REJECT);
        continue;
      }
      Lock lock = new Lock(record, renewEvery);
      int delivery = record.deliveryCount().orElse((short) 1);
      boolean done = false;
      try {
        done = taker.take(run, request, delivery, lock);
      } finally {
        lock.end(done ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
      }
    }
  }

  /** Ends a wait for requests; the queue is of no use after that but for closing. */
  void wakeup() {
    consumer.wakeup();
  }

  /**
   * The lock on one request. A renewal is an acknowledgement: it takes the request out of this
   * consumer's hands, and the next poll puts it back (KIP-1222). Only then can it be renewed or
   * acknowledged again.
   */
  private final class Lock implements Hold {
    private final long every;
    private ConsumerRecord<String, byte[]> record;
    private long renewed = System.nanoTime();
    private boolean inHand = true;
    private boolean lost;

    Lock(ConsumerRecord<String, byte[]> record, Duration every) {
      this.record = record;
      this.every = every.toNanos();
    }

    @Override
    public boolean keep() {
      if (!inHand) {
        takeBack();
      } else if (!lost && System.nanoTime() - renewed >= every) {
        renewed = System.nanoTime();
        lost = !acknowledge(record, AcknowledgeType.RENEW);
        inHand = lost;
      }
      return !lost;
    }

    void end(AcknowledgeType type) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!inHand && System.nanoTime() < deadline) {
        takeBack();
      }
      if (!lost && inHand) {
        acknowledge(record, type);
      }
    }

    private void takeBack() {
      for (ConsumerRecord<String, byte[]> polled : poll(BRIEFLY)) {
        if (polled.partition() == record.partition() && polled.offset() == record.offset()) {
          record = polled;
          inHand = true;
        } else {
          acknowledge(polled, AcknowledgeType.RELEASE);
        }
      }
    }
  }

  private ConsumerRecords<String, byte[]> poll(Duration atMost) {
    try {
      return consumer.poll(atMost);
    } catch (WakeupException e) {
      // The service is closing, but the request in hand is still to be acknowledged.
      return ConsumerRecords.empty();
    }
  }

  /** False if the broker does not take this trainer's word for the record any more. */
  private boolean acknowledge(ConsumerRecord<String, byte[]> record, AcknowledgeType type) {
    try {
      consumer.acknowledge(record, type);
      for (var result : commit().entrySet()) {
        if (result.getValue().isPresent()) {
          LOG.warn(
              "{} of {}@{} was not taken: {}",
              type,
              result.getKey(),
              record.offset(),
              result.getValue().get().toString());
          return false;
        }
      }
      return true;
    } catch (KafkaException | IllegalStateException e) {
      // The request will be delivered again, and what was done will be found on the log.
      LOG.warn("{} of {}@{} failed: {}", type, topic, record.offset(), e.toString());
      return false;
    }
  }

  private Map<?, Optional<KafkaException>> commit() {
    try {
      return consumer.commitSync();
    } catch (WakeupException e) {
      // The service is closing; the acknowledgement is still wanted.
      return consumer.commitSync();
    }
  }

  private static void configureGroup(Admin admin, TrainerSettings settings) {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, settings.group());
    List<AlterConfigOp> wanted =
        List.of(
            set("share.auto.offset.reset", "earliest"),
            // The retrain policy writes its requests in transactions.
            set("share.isolation.level", "read_committed"),
            set("share.record.lock.duration.ms", Long.toString(settings.lock().toMillis())));
    try {
      admin.incrementalAlterConfigs(Map.of(group, wanted)).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "share group " + settings.group() + " cannot be configured: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }
}
