package io.foretide.trainer;

import io.foretide.models.kind.ModelKind;
import io.foretide.runtime.Closing;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.Collection;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what needs no transaction: progress, and the catalogue of kinds. */
final class ProgressWriter implements ProgressSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWriter.class);

  private final Wire wire;
  private final KafkaProducer<String, byte[]> producer;
  private final Serializer<TrainingProgress> progress;
  private final Serializer<KindListing> listings;

  ProgressWriter(ServiceConfig config, Wire wire) {
    this.wire = wire;
    this.producer =
        new KafkaProducer<>(config.producer(), new StringSerializer(), new ByteArraySerializer());
    this.progress = wire.serializer(Topics.TRAINING_PROGRESS);
    this.listings = wire.serializer(Topics.MODEL_KINDS);
  }

  @Override
  public void publish(TrainingProgress event) {
    send(Topics.TRAINING_PROGRESS, progress, event.getRun(), event);
  }

  /** Publishes the cards of all kinds; returns when they are on the log. */
  void publish(Collection<ModelKind> kinds) {
    for (ModelKind kind : kinds) {
      send(Topics.MODEL_KINDS, listings, kind.card().id(), KindListings.of(kind));
    }
    producer.flush();
  }

  @Override
  public void flush() {
    producer.flush();
  }

  private <V> void send(Topic<V> topic, Serializer<V> serializer, String key, V value) {
    String name = wire.name(topic);
    @SuppressWarnings("unused") // the callback tells
    Future<RecordMetadata> sent =
        producer.send(
            new ProducerRecord<>(name, key, serializer.serialize(name, value)),
            (metadata, failure) -> {
              if (failure != null) {
                LOG.warn("not written to {}: {}", name, failure.toString());
              }
            });
  }

  @Override
  public void close() {
    Closing.close(producer);
    progress.close();
    listings.close();
  }
}
