package io.foretide.trainer;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log of a model as if nobody else did.
 *
 * <p>All trainers write to a model under one transactional id. Beginning fences whoever began
 * before: a transaction of theirs that is open is aborted, and one that committed is seen, because
 * the log is read to its end after that. So between what a decision was read from and its commit
 * lies no other commit; who was fenced reads again and decides again. Version numbers have no gap
 * and no duplicate, and a run that two trainers worked on is published once.
 */
final class ModelWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWriter.class);
  private static final int ATTEMPTS = 20;
  private static final long BACKOFF_MILLIS = 200;

  /** A trainer that dies here holds up the readers of the log for no longer than this. */
  private static final int TRANSACTION_MILLIS = 10_000;

  private final ServiceConfig config;
  private final Wire wire;
  private final ModelStates states = new ModelStates();
  private final LogReader<ModelEvent> log;
  private final Serializer<ModelEvent> events;
  private final Serializer<TrainingProgress> progress;

  ModelWriter(ServiceConfig config, Wire wire, Admin admin) {
    this.config = config;
    this.wire = wire;
    this.log = new LogReader<>(config, wire, admin, Topics.MODEL_EVENTS, states::replay);
    this.events = wire.serializer(Topics.MODEL_EVENTS);
    this.progress = wire.serializer(Topics.TRAINING_PROGRESS);
  }

  /**
   * What is to be written, all or nothing.
   *
   * @param result what to return to whoever asked, once it is written
   */
  record Decision<T>(List<ModelEvent> events, List<TrainingProgress> progress, T result) {
    Decision {
      events = List.copyOf(events);
      progress = List.copyOf(progress);
    }

    static <T> Decision<T> nothing(T result) {
      return new Decision<>(List.of(), List.of(), result);
    }
  }

  /** The state of a model now. */
  synchronized ModelState read(String model) {
    log.refresh();
    return states.of(model);
  }

  /**
   * Decides on the state of the model and writes the decision, with nothing in between.
   *
   * @param decide may be asked more than once
   */
  synchronized <T> T write(String model, Function<ModelState, Decision<T>> decide) {
    for (int attempt = 1; ; attempt++) {
      try (KafkaProducer<String, byte[]> producer = producer(model)) {
        producer.initTransactions();
        log.refresh();
        Decision<T> decision = decide.apply(states.of(model));
        List<ProducerRecord<String, byte[]>> records = records(decision);
        if (!records.isEmpty()) {
          producer.beginTransaction();
          records.forEach(record -> send(producer, record));
          producer.commitTransaction();
        }
        return decision.result();
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.info("writing to the log of {} once more: {}", model, e.toString());
        LockSupport.parkNanos(
            Duration.ofMillis(ThreadLocalRandom.current().nextLong(BACKOFF_MILLIS) + 1).toNanos());
      }
    }
  }

  /** What fails to be sent fails the commit. */
  private static void send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    @SuppressWarnings("unused")
    Future<RecordMetadata> sent = producer.send(record);
  }

  private List<ProducerRecord<String, byte[]>> records(Decision<?> decision) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    decision
        .events()
        .forEach(e -> records.add(record(Topics.MODEL_EVENTS, events, e.getModel(), e)));
    decision
        .progress()
        .forEach(p -> records.add(record(Topics.TRAINING_PROGRESS, progress, p.getRun(), p)));
    return records;
  }

  private <V> ProducerRecord<String, byte[]> record(
      Topic<V> topic, Serializer<V> serializer, String key, V value) {
    String name = wire.name(topic);
    return new ProducerRecord<>(name, key, serializer.serialize(name, value));
  }

  private KafkaProducer<String, byte[]> producer(String model) {
    Map<String, Object> settings = config.producer();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, wire.prefix() + "trainer-model-" + model);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    log.close();
    events.close();
    progress.close();
  }
}
