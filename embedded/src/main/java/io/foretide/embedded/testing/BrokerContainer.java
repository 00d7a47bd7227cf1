package io.foretide.embedded.testing;

import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The official broker image, set up as the embedded broker is. */
final class BrokerContainer implements AutoCloseable {
  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final String LARGEST_BATCH = Integer.toString((16 << 20) + (64 << 10));

  private final KafkaContainer container;

  private BrokerContainer(KafkaContainer container) {
    this.container = container;
  }

  /**
   * @throws TestAbortedException if Docker does not answer
   */
  @SuppressWarnings("resource") // closed by close()
  static BrokerContainer start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new TestAbortedException(
          "foretide.broker=testcontainers was asked for, and Docker does not answer");
    }
    KafkaContainer container =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", LARGEST_BATCH)
            .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", LARGEST_BATCH)
            .withEnv("KAFKA_LOG_RETENTION_MS", "-1")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_STREAMS_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_GROUP_SHARE_MIN_RECORD_LOCK_DURATION_MS", "1000")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    container.start();
    return new BrokerContainer(container);
  }

  String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    container.close();
  }
}
