package io.foretide.embedded.schemaregistry;

import io.foretide.runtime.CodedException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code _schemas}, written first and applied by its reader: a thread replays every
 * record into the state, and {@link #append} returns when its own has been.
 */
final class SchemaLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchemaLog.class);
  private static final TopicPartition LOG = new TopicPartition("_schemas", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RegistryState state;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread reader;
  private final Object moved = new Object();
  private long position;
  private boolean stopped;

  private SchemaLog(Map<String, Object> kafka, RegistryState state) {
    this.state = state;
    this.producer =
        new KafkaProducer<>(
            with(kafka, "acks", "all"), new ByteArraySerializer(), new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            with(kafka, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.reader = new Thread(this::read, "schema-registry-reader");
  }

  /** Opens the log, creating it if absent, and returns when all that is there has been replayed. */
  static SchemaLog open(Map<String, Object> kafka, short replication, RegistryState state) {
    create(kafka, replication);
    SchemaLog opened = new SchemaLog(kafka, state);
    opened.consumer.assign(List.of(LOG));
    opened.consumer.seekToBeginning(List.of(LOG));
    long end = opened.consumer.endOffsets(List.of(LOG)).get(LOG);
    opened.reader.setDaemon(true);
    opened.reader.start();
    opened.await(end);
    return opened;
  }

  /**
   * Writes the event and waits until the state shows it.
   *
   * @throws ApiError 50001 or 50002 if it could not be written, or not be read back in time
   */
  void append(RegistryEvent event) {
    ProducerRecord<byte[], byte[]> record = EventCodec.encode(LOG, event);
    try {
      long offset = producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS).offset();
      await(offset + 1);
    } catch (ExecutionException e) {
      throw ApiError.store(e.getCause());
    } catch (TimeoutException e) {
      throw ApiError.timeout();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiError.store(e);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(2));
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          replay(record);
        }
        moveTo(consumer.position(LOG));
      }
    } catch (WakeupException e) {
      log.debug("closed");
    } catch (RuntimeException e) {
      log.error("FT-1315 the schema registry can no longer read {}: restart it", LOG.topic(), e);
    } finally {
      synchronized (moved) {
        stopped = true;
        moved.notifyAll();
      }
    }
  }

  private void replay(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      log.warn("FT-1316 {} offset {}: a record without key", LOG.topic(), record.offset());
      return;
    }
    try {
      state.replay(EventCodec.decode(record.key(), record.value()));
    } catch (IOException e) {
      // Something else wrote here; the registry's own records around it are as good as before.
      log.warn("FT-1316 {} offset {}: not ours: {}", LOG.topic(), record.offset(), e.toString());
    }
  }

  private void moveTo(long reached) {
    synchronized (moved) {
      position = reached;
      moved.notifyAll();
    }
  }

  private void await(long wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (moved) {
      while (position < wanted) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (stopped || left <= 0) {
          throw ApiError.timeout();
        }
        try {
          moved.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw ApiError.store(e);
        }
      }
    }
  }

  private static Map<String, Object> with(Map<String, Object> kafka, String name, Object value) {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put(name, value);
    return all;
  }

  private static void create(Map<String, Object> kafka, short replication) {
    NewTopic topic =
        new NewTopic(LOG.topic(), 1, replication)
            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "-1"));
    try (Admin admin = Admin.create(kafka)) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new CodedException(
            "FT-1314",
            "cannot create " + LOG.topic() + ": " + e.getCause().getMessage(),
            e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating " + LOG.topic(), e);
    }
  }
}
