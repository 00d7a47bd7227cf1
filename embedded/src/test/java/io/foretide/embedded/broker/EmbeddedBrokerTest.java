package io.foretide.embedded.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.foretide.runtime.CodedException;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final TopicPartition KEPT = new TopicPartition("kept", 0);

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsThereAfterARestartOnAnotherPort() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.at(folder, 0)) {
      create(broker.bootstrapServers(), "kept", Map.of());
      write(broker.bootstrapServers(), "kept", "a row".getBytes(UTF_8));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.at(folder, 0)) {
      assertThat(read(broker).value()).asString(UTF_8).isEqualTo("a row");
    }
  }

  @Test
  void whatWasWrittenIsThereAfterAKill() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String bootstrap = output.readLine();
      create(bootstrap, "kept", Map.of());
      write(bootstrap, "kept", "a row".getBytes(UTF_8));
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.at(folder, 0)) {
      assertThat(read(broker).value()).asString(UTF_8).isEqualTo("a row");
    }
  }

  @Test
  void aRecordOfSixteenMegabytesPasses() throws Exception {
    byte[] large = new byte[15 << 20];
    large[large.length - 1] = 7;
    try (EmbeddedBroker broker = EmbeddedBroker.temporary()) {
      create(
          broker.bootstrapServers(),
          "kept",
          Map.of("max.message.bytes", Integer.toString(16 << 20)));
      write(broker.bootstrapServers(), "kept", large);
      assertThat(read(broker).value()).isEqualTo(large);
    }
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() {
    try (EmbeddedBroker broker = EmbeddedBroker.temporary()) {
      assertThatExceptionOfType(CodedException.class)
          .isThrownBy(() -> EmbeddedBroker.at(folder, broker.port()))
          .returns("FT-1310", CodedException::code)
          .withMessageContaining(Integer.toString(broker.port()));
    }
  }

  @Test
  void aFolderInUseIsRefused() {
    try (EmbeddedBroker broker = EmbeddedBroker.at(folder, 0)) {
      assertThatExceptionOfType(CodedException.class)
          .isThrownBy(() -> EmbeddedBroker.at(folder, 0))
          .returns("FT-1311", CodedException::code)
          .withMessageContaining(folder.toString());
      assertThat(broker.port()).isPositive();
    }
  }

  private static void create(String bootstrap, String topic, Map<String, String> config)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(config))).all().get();
    }
  }

  private static void write(String bootstrap, String topic, byte[] value) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrap,
            "max.request.size", 17 << 20,
            "buffer.memory", 40L << 20);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static ConsumerRecord<byte[], byte[]> read(EmbeddedBroker broker) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(KEPT));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next();
    }
  }
}
