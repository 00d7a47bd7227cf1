package io.foretide.embedded.schemaregistry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.foretide.embedded.schemaregistry.RegistryEvent.Ignored;
import io.foretide.embedded.schemaregistry.RegistryEvent.LevelSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.ModeSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectCleared;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectDeleted;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionErased;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionStored;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final TopicPartition LOG = new TopicPartition("_schemas", 0);
  private static final SchemaVersion VERSION =
      new SchemaVersion("s", 2, 7, new SchemaText("\"int\"", List.of()), false);

  @Test
  void aVersionIsWrittenAsConfluentWritesIt() {
    assertRecord(
        new VersionStored(VERSION),
        """
        {"keytype":"SCHEMA","subject":"s","version":2,"magic":1}""",
        """
        {"subject":"s","version":2,"id":7,"schema":"\\"int\\"","deleted":false}""");
  }

  @Test
  void settingsAndDeletionsAreWrittenAsConfluentWritesThem() {
    assertRecord(
        new LevelSet(Optional.empty(), Optional.of(CompatibilityLevel.FULL)),
        """
        {"keytype":"CONFIG","magic":0}""",
        """
        {"compatibilityLevel":"FULL"}""");
    assertRecord(
        new ModeSet(Optional.of("s"), Optional.of(Mode.READONLY)),
        """
        {"keytype":"MODE","subject":"s","magic":0}""",
        """
        {"subject":"s","mode":"READONLY"}""");
    assertRecord(
        new SubjectDeleted("s", 3),
        """
        {"keytype":"DELETE_SUBJECT","subject":"s","magic":0}""",
        """
        {"subject":"s","version":3}""");
  }

  @Test
  void whatConfluentWroteIsRead() throws IOException {
    RegistryEvent read =
        decode(
            """
            {"keytype":"SCHEMA","subject":"s","version":2,"magic":1}""",
            """
            {"subject":"s","version":2,"id":7,"md5":"x","schemaType":"AVRO","references":[\
            {"name":"n","subject":"other","version":1}],"schema":"\\"int\\"","deleted":true}""");
    SchemaText text = new SchemaText("\"int\"", List.of(new Reference("n", "other", 1)));
    assertThat(read).isEqualTo(new VersionStored(new SchemaVersion("s", 2, 7, text, true)));
    assertThat(
            decode(
                """
                {"keytype":"CONFIG","subject":null,"magic":0}""",
                """
                {"compatibilityLevel":"NONE"}"""))
        .isEqualTo(new LevelSet(Optional.empty(), Optional.of(CompatibilityLevel.NONE)));
  }

  @Test
  void whatOnlyNewerRegistriesKnowChangesNothing() throws IOException {
    assertThat(
            decode(
                """
                {"keytype":"CONTEXT","tenant":"t","context":".c","magic":0}""",
                "{}"))
        .isEqualTo(new Ignored("CONTEXT"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventComesBackAsItWent(RegistryEvent event) throws IOException {
    ProducerRecord<byte[], byte[]> record = EventCodec.encode(LOG, event);
    assertThat(EventCodec.decode(record.key(), record.value())).isEqualTo(event);
  }

  static Stream<RegistryEvent> events() {
    return Stream.of(
        new VersionStored(VERSION),
        new VersionStored(VERSION.asDeleted()),
        new VersionErased("s", 2),
        new SubjectDeleted("s", 4),
        new SubjectCleared("s"),
        new LevelSet(Optional.of("s"), Optional.of(CompatibilityLevel.FORWARD_TRANSITIVE)),
        new LevelSet(Optional.of("s"), Optional.empty()),
        new ModeSet(Optional.empty(), Optional.of(Mode.IMPORT)),
        new ModeSet(Optional.of("s"), Optional.empty()),
        new Ignored("NOOP"));
  }

  private static RegistryEvent decode(String key, String value) throws IOException {
    return EventCodec.decode(key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static void assertRecord(RegistryEvent event, String key, String value) {
    ProducerRecord<byte[], byte[]> record = EventCodec.encode(LOG, event);
    assertThat(record.key()).asString(UTF_8).isEqualTo(key);
    assertThat(record.value()).asString(UTF_8).isEqualTo(value);
  }
}
