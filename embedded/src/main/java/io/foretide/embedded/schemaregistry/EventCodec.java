package io.foretide.embedded.schemaregistry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.foretide.embedded.schemaregistry.RegistryEvent.Ignored;
import io.foretide.embedded.schemaregistry.RegistryEvent.LevelSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.ModeSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectCleared;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectDeleted;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionErased;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionStored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Events as Confluent writes them on {@code _schemas}: JSON key and JSON value. The keys' field
 * order matters, since compaction compares bytes.
 */
final class EventCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCHEMA_MAGIC = 1;
  private static final int OTHER_MAGIC = 0;

  private EventCodec() {}

  /** A record for this partition; one without a value is a tombstone. */
  static ProducerRecord<byte[], byte[]> encode(TopicPartition log, RegistryEvent event) {
    if (event instanceof VersionStored stored) {
      SchemaVersion v = stored.version();
      return record(log, schemaKey(v.subject(), v.version()), Optional.of(value(v)));
    } else if (event instanceof VersionErased erased) {
      return record(log, schemaKey(erased.subject(), erased.version()), Optional.empty());
    } else if (event instanceof SubjectDeleted deleted) {
      ObjectNode value = JSON.createObjectNode();
      value.put("subject", deleted.subject()).put("version", deleted.upTo());
      return record(log, key("DELETE_SUBJECT", Optional.of(deleted.subject())), Optional.of(value));
    } else if (event instanceof SubjectCleared cleared) {
      ObjectNode value = JSON.createObjectNode().put("subject", cleared.subject());
      return record(log, key("CLEAR_SUBJECT", Optional.of(cleared.subject())), Optional.of(value));
    } else if (event instanceof LevelSet set) {
      Optional<ObjectNode> value =
          set.level().map(l -> ofSubject(set.subject()).put("compatibilityLevel", l.name));
      return record(log, key("CONFIG", set.subject()), value);
    } else if (event instanceof ModeSet set) {
      Optional<ObjectNode> value =
          set.mode().map(m -> ofSubject(set.subject()).put("mode", m.name()));
      return record(log, key("MODE", set.subject()), value);
    }
    return record(log, key("NOOP", Optional.empty()), Optional.empty());
  }

  /**
   * @param value null for a tombstone, as Kafka gives it
   * @throws IOException if the record is not one of a schema registry
   */
  static RegistryEvent decode(byte[] key, byte[] value) throws IOException {
    JsonNode k = JSON.readTree(key);
    JsonNode v = value == null ? JSON.missingNode() : JSON.readTree(value);
    Optional<String> subject = Optional.ofNullable(k.path("subject").textValue());
    String type = k.path("keytype").asText();
    boolean tombstone = v.isMissingNode();
    return switch (type) {
      case "SCHEMA" -> {
        int version = k.path("version").asInt();
        yield tombstone
            ? new VersionErased(subject.orElseThrow(), version)
            : new VersionStored(version(subject.orElseThrow(), version, v));
      }
      case "DELETE_SUBJECT" ->
          tombstone
              ? new Ignored(type)
              : new SubjectDeleted(subject.orElseThrow(), v.path("version").asInt());
      case "CLEAR_SUBJECT" ->
          tombstone ? new Ignored(type) : new SubjectCleared(subject.orElseThrow());
      case "CONFIG" ->
          new LevelSet(
              subject,
              Optional.ofNullable(
                  CompatibilityLevel.forName(v.path("compatibilityLevel").asText())));
      case "MODE" -> new ModeSet(subject, tombstone ? Optional.empty() : Optional.of(mode(v)));
      default -> new Ignored(type);
    };
  }

  private static Mode mode(JsonNode value) throws IOException {
    String name = value.path("mode").asText();
    try {
      return Mode.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("unknown mode " + name, e);
    }
  }

  private static SchemaVersion version(String subject, int version, JsonNode v) {
    List<Reference> references = new ArrayList<>();
    for (JsonNode r : v.path("references")) {
      references.add(
          new Reference(
              r.path("name").asText(), r.path("subject").asText(), r.path("version").asInt()));
    }
    return new SchemaVersion(
        subject,
        version,
        v.path("id").asInt(),
        new SchemaText(v.path("schema").asText(), references),
        v.path("deleted").asBoolean());
  }

  private static ObjectNode value(SchemaVersion v) {
    ObjectNode value = JSON.createObjectNode();
    value.put("subject", v.subject()).put("version", v.version()).put("id", v.id());
    if (!v.text().references().isEmpty()) {
      value.set("references", JSON.valueToTree(v.text().references()));
    }
    return value.put("schema", v.text().schema()).put("deleted", v.deleted());
  }

  private static ObjectNode schemaKey(String subject, int version) {
    return JSON.createObjectNode()
        .put("keytype", "SCHEMA")
        .put("subject", subject)
        .put("version", version)
        .put("magic", SCHEMA_MAGIC);
  }

  private static ObjectNode key(String type, Optional<String> subject) {
    ObjectNode key = JSON.createObjectNode().put("keytype", type);
    subject.ifPresent(s -> key.put("subject", s));
    return key.put("magic", OTHER_MAGIC);
  }

  private static ObjectNode ofSubject(Optional<String> subject) {
    ObjectNode value = JSON.createObjectNode();
    subject.ifPresent(s -> value.put("subject", s));
    return value;
  }

  private static ProducerRecord<byte[], byte[]> record(
      TopicPartition log, ObjectNode key, Optional<ObjectNode> value) {
    return new ProducerRecord<>(
        log.topic(), log.partition(), bytes(key), value.map(EventCodec::bytes).orElse(null));
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }
}
