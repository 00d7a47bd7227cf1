package io.foretide.ingest;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How the Streams application runs. Anything under {@code kafka.} in the configuration wins. */
final class StreamsSettings {
  private static final int MEGABYTE = 1 << 20;
  private static final int BUFFERED = 100_000;
  private static final int POLLED = 20_000;

  private StreamsSettings() {}

  static String applicationId(Wire wire) {
    return wire.prefix() + "foretide-ingest";
  }

  static Properties of(ServiceConfig config, Wire wire) {
    Map<String, Object> all = new HashMap<>();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(wire));
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(
        StreamsConfig.GROUP_PROTOCOL_CONFIG,
        config.find("ingest.group.protocol").orElse("streams"));
    all.put(StreamsConfig.STATE_DIR_CONFIG, stateDir(config).toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.getInt("ingest.threads", 2));
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.getLong("ingest.commit.ms", 250));
    // A commit of bars that was put off for a moment is not to wait for the next record.
    all.put(StreamsConfig.POLL_MS_CONFIG, 10);
    // What is merged may come in any order: no topic's records wait for another's next one.
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.getInt("topic.replication", 1));
    all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L * MEGABYTE);
    // A dead owner's open transaction holds up whoever follows for as long as this.
    all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
    // The first batch of a transaction is often refused while the last one is being completed; more
    // requests under way would all be refused behind it, and sent again.
    all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 17 * MEGABYTE);
    // What is in memory at once is bounded by bytes: a fetch being worked off, and one behind it
    // that comes meanwhile, of a few records of 16 MB or of a hundred thousand ticks. A partition
    // with more records than this waiting is not read ahead.
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED);
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        List.of(TickBundles.class.getName(), RecordsInHand.class.getName()));
    all.put(StreamsConfig.mainConsumerPrefix(TickBundles.TOPIC), wire.name(Topics.MARKET_TICKS));
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 * MEGABYTE);
    // Each poll is a round trip between threads, so it takes many; more only fill the young
    // generation with what the collector then has to copy.
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLLED);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), 2 * MEGABYTE);
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        4 * MEGABYTE);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    all.putAll(config.kafka());
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private static Path stateDir(ServiceConfig config) {
    return config.dataDir().resolve("ingest");
  }
}
