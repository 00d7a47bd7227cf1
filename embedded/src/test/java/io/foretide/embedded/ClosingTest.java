package io.foretide.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.foretide.runtime.Closing;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void aProducerWhoseBrokerIsGoneGivesUpWhatItStillHolds() {
    KafkaProducer<String, String> producer;
    Future<?> held;
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      Map<String, Object> settings =
          ServiceConfig.of(Map.of("bootstrap.servers", stack.bootstrapServers())).producer();
      settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) Duration.ofMinutes(1).toMillis());
      producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      // Taken while the broker lives: with none, send itself would wait for the topic's metadata.
      held = producer.send(new ProducerRecord<>(Topics.CSV_UPLOADS.name(), "held"));
    }
    assertThat(held).isNotDone();

    assertTimeoutPreemptively(SOON, () -> Closing.close(producer));

    assertThat(held).failsWithin(Duration.ZERO);
  }

  @Test
  void aTaskThatWaitsForNothingIsInterrupted() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    CountDownLatch never = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    assertThat(assertTimeoutPreemptively(SOON, () -> Closing.close(executor))).isTrue();
  }
}
