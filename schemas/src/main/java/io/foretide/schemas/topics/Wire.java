package io.foretide.schemas.topics;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How records get on and off the wire: the names of the topics under one prefix, and serdes in
 * Confluent's format against one schema registry. Thread-safe; the serdes it hands out share one
 * client and its cache.
 */
public final class Wire implements AutoCloseable {
  private static final int CACHED_SCHEMAS = 1000;

  private final String prefix;
  private final Map<String, Object> serdeConfig;
  private final SchemaRegistryClient registry;

  /**
   * @param registryUrl base URL of a Confluent-compatible schema registry
   * @param prefix put before every topic name; empty for none
   * @param clientConfig further settings of the registry client, such as {@code
   *     basic.auth.user.info}
   */
  public Wire(String registryUrl, String prefix, Map<String, ?> clientConfig) {
    this.prefix = prefix;
    this.serdeConfig = new HashMap<>(clientConfig);
    serdeConfig.put("schema.registry.url", registryUrl);
    // Services register their schemas at start; a serializer that registers by itself could put a
    // stray one there.
    serdeConfig.put("auto.register.schemas", false);
    serdeConfig.put("specific.avro.reader", true);
    serdeConfig.put("avro.remove.java.properties", true);
    this.registry =
        new CachedSchemaRegistryClient(
            List.of(registryUrl),
            CACHED_SCHEMAS,
            List.of(new io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider()),
            clientConfig);
  }

  public Wire(String registryUrl) {
    this(registryUrl, "", Map.of());
  }

  /** The topic's name in this installation. */
  public String name(Topic<?> topic) {
    return prefix + topic.name();
  }

  public String prefix() {
    return prefix;
  }

  @SuppressWarnings("unchecked") // specific.avro.reader gives the topic's own class
  public <V> Serializer<V> serializer(Topic<V> topic) {
    if (topic.schema().isEmpty()) {
      return (Serializer<V>) Serdes.ByteArray().serializer();
    }
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry);
    serializer.configure(serdeConfig, false);
    return new SpecificSerializer<>(
        (Serializer<V>) (Serializer<?>) serializer, topic.schema().get());
  }

  @SuppressWarnings("unchecked")
  public <V> Deserializer<V> deserializer(Topic<V> topic) {
    if (topic.schema().isEmpty()) {
      return (Deserializer<V>) Serdes.ByteArray().deserializer();
    }
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry);
    deserializer.configure(serdeConfig, false);
    Schema schema = topic.schema().get();
    return new SpecificDeserializer<>(
        (Deserializer<V>) (Deserializer<?>) deserializer, schema, id -> isOwn(id, schema));
  }

  private boolean isOwn(int id, Schema schema) {
    try {
      return registry.getSchemaById(id).rawSchema().equals(Contracts.portable(schema));
    } catch (IOException | RestClientException e) {
      // Whoever is asked reads it by the detour, which the registry has just served.
      return false;
    }
  }

  public <V> Serde<V> serde(Topic<V> topic) {
    return Serdes.serdeFrom(serializer(topic), deserializer(topic));
  }

  /** The id that the schema registry gave this build's schema of the topic's values. */
  public int schemaId(Topic<?> topic) {
    String subject = name(topic) + "-value";
    try {
      return registry.getId(
          subject, new AvroSchema(Contracts.portable(topic.schema().orElseThrow())));
    } catch (IOException e) {
      throw new UncheckedIOException("schema registry, subject " + subject, e);
    } catch (RestClientException e) {
      throw new IllegalStateException(
          "the schema registry does not know this schema of subject "
              + subject
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Registers the value schema of every topic under {@code <topic>-value}, all to evolve
   * BACKWARD_TRANSITIVE.
   */
  public void registerSchemas() {
    for (Topic<?> topic : Topics.all()) {
      topic
          .schema()
          .ifPresent(
              schema -> {
                String subject = name(topic) + "-value";
                try {
                  registry.register(subject, new AvroSchema(Contracts.portable(schema)));
                  if (!"BACKWARD_TRANSITIVE".equals(compatibilityOf(subject))) {
                    registry.updateCompatibility(subject, "BACKWARD_TRANSITIVE");
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException("schema registry, subject " + subject, e);
                } catch (RestClientException e) {
                  throw new IllegalStateException(
                      "the schema registry refused subject " + subject + ": " + e.getMessage(), e);
                }
              });
    }
  }

  /**
   * Creates the topics that are missing, with their settings. Those that exist are left as their
   * owner made them.
   */
  public void createTopics(Admin admin, short replication) throws InterruptedException {
    Set<String> existing;
    try {
      existing = admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot list the topics: " + e.getCause().getMessage(), e.getCause());
    }
    List<NewTopic> missing = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      if (!existing.contains(name(topic))) {
        missing.add(
            new NewTopic(name(topic), topic.partitions(), replication).configs(topic.config()));
      }
    }
    for (var created : admin.createTopics(missing).values().entrySet()) {
      try {
        created.getValue().get();
      } catch (ExecutionException e) {
        // Two services may start at once; whoever comes second finds the same topic.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException(
              "cannot create topic " + created.getKey() + ": " + e.getCause().getMessage(),
              e.getCause());
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String compatibilityOf(String subject) throws IOException, RestClientException {
    try {
      return registry.getCompatibility(subject);
    } catch (RestClientException e) {
      if (e.getStatus() == 404) {
        return "";
      }
      throw e;
    }
  }
}
