package io.foretide.registry.log;

import io.foretide.runtime.Closing;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.KindBenchmark;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.TrainingCancellation;
import io.foretide.schemas.TrainingRequest;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts what somebody decided on the topics. Nothing changes here: the state follows when the event
 * comes back.
 */
public final class Commands implements AutoCloseable {
  private final Wire wire;
  private final Clock clock;
  private final KafkaProducer<String, byte[]> producer;

  public Commands(ServiceConfig config, Wire wire, Clock clock) {
    this.wire = wire;
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(config.producer(), new StringSerializer(), new ByteArraySerializer());
  }

  /** Asks for a run and returns its id. */
  public String train(TrainingRequest request) {
    RecordMetadata where = send(Topics.TRAINING_REQUESTS, request.getModel(), request);
    return "run-" + where.partition() + "-" + where.offset();
  }

  public void cancel(String run, String who, String why) {
    TrainingCancellation cancellation =
        TrainingCancellation.newBuilder()
            .setRun(run)
            .setWho(who)
            .setWhy(why)
            .setTime(clock.instant())
            .build();
    send(Topics.TRAINING_CANCELLATIONS, run, cancellation);
  }

  /** Tells what a kind cost in a benchmark. */
  public void tell(KindBenchmark benchmark) {
    send(Topics.KIND_BENCHMARKS, benchmark.getKind(), benchmark);
  }

  /** Publishes something that happened to a model. */
  public void send(String model, String who, Object event) {
    send(
        Topics.MODEL_EVENTS,
        model,
        ModelEvent.newBuilder()
            .setModel(model)
            .setTime(clock.instant())
            .setWho(who)
            .setEvent(event)
            .build());
  }

  private <V> RecordMetadata send(Topic<V> topic, String key, V value) {
    String name = wire.name(topic);
    try {
      return producer
          .send(new ProducerRecord<>(name, key, wire.serializer(topic).serialize(name, value)))
          .get();
    } catch (ExecutionException e) {
      throw new CodedException(
          "FT-1606",
          "the broker did not take the record for " + name + ": " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CodedException("FT-1606", "interrupted while writing to " + name, e);
    }
  }

  @Override
  public void close() {
    Closing.close(producer);
  }
}
