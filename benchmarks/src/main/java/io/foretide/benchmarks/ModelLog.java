package io.foretide.benchmarks;

import io.foretide.models.kind.ForecastModel;
import io.foretide.models.serving.MemoryArtifacts;
import io.foretide.models.serving.ModelFormats;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.Artifact;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a trainer would write about one model, and whatever else a scene puts on topics. */
final class ModelLog implements AutoCloseable {
  private final String model;
  private final Wire wire;
  private final ArtifactStore artifacts;
  private final KafkaProducer<String, byte[]> producer;

  ModelLog(ServiceConfig config, String model) {
    this.model = model;
    this.wire = config.wire();
    this.artifacts = ArtifactStore.open(config);
    this.producer =
        new KafkaProducer<>(config.producer(), new StringSerializer(), new ByteArraySerializer());
  }

  /** Saves a model's files. */
  List<Artifact> store(ForecastModel fitted) throws IOException {
    MemoryArtifacts files = new MemoryArtifacts();
    ModelFormats.save(fitted, files);
    List<Artifact> stored = new ArrayList<>();
    files
        .files()
        .forEach(
            (name, bytes) ->
                stored.add(new Artifact(name, artifacts.put(bytes), (long) bytes.length)));
    return stored;
  }

  void event(Object happened) {
    send(
        Topics.MODEL_EVENTS,
        0,
        model,
        ModelEvent.newBuilder()
            .setModel(model)
            .setTime(Instant.now())
            .setWho("benchmark")
            .setEvent(happened)
            .build());
    producer.flush();
  }

  <V> void send(Topic<V> topic, int partition, String key, V value) {
    String name = wire.name(topic);
    try (var serializer = wire.serializer(topic)) {
      producer.send(new ProducerRecord<>(name, partition, key, serializer.serialize(name, value)));
    }
  }

  @Override
  public void close() {
    producer.close();
    artifacts.close();
    wire.close();
  }
}
