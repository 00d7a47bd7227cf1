package io.foretide.benchmarks;

import io.foretide.runtime.ServiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What ingest is measured against: one record per row, put by a plain producer, and deduplicated by
 * (product, date) through a state store, exactly once.
 */
final class RowDeduplication {
  private static final String ROWS = "bench.rows";
  private static final String MERGED = "bench.merged";
  private static final String STORE = "rows";
  private static final int PARTITIONS = 4;

  private final ServiceConfig config;
  private final Path stateDir;

  RowDeduplication(ServiceConfig config, Path stateDir) {
    this.config = config;
    this.stateDir = stateDir;
  }

  void createTopics() throws InterruptedException {
    try (Admin admin = config.admin()) {
      List<NewTopic> topics = new ArrayList<>();
      for (String name : List.of(ROWS, MERGED)) {
        topics.add(new NewTopic(name, PARTITIONS, (short) 1));
      }
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Puts one record per row on a topic; returns records per second until the broker has all. */
  double produce(SalesCsv sales, int products, int rows) {
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      row.setLength(0);
      sales.appendRow(row, i % products, i / products);
      int product = row.indexOf(",");
      int value = row.indexOf(",", product + 1);
      keys.add(row.substring(0, value));
      values.add(row.substring(value + 1));
    }
    Map<String, Object> settings = new HashMap<>(config.producer());
    settings.put("linger.ms", 20);
    settings.put("batch.size", 256 * 1024);
    long start = System.nanoTime();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < rows; i++) {
        producer.send(new ProducerRecord<>(ROWS, keys.get(i), values.get(i)));
      }
      producer.flush();
      return rows / Seconds.since(start);
    }
  }

  /** Rows per second from the first record read to the last one committed. */
  double deduplicate(int rows) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.String())
            .withCachingEnabled());
    Progress progress = new Progress();
    builder.stream(ROWS, Consumed.with(Serdes.String(), Serdes.String()))
        .process(() -> new Deduplicator(progress), STORE)
        .to(MERGED);
    try (KafkaStreams streams = new KafkaStreams(builder.build(), settings())) {
      streams.start();
      awaitCommitted(rows);
      return rows / Seconds.since(progress.firstAt);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.putAll(config.kafka());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-deduplication");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    settings.put(StreamsConfig.producerPrefix("batch.size"), 256 * 1024);
    return settings;
  }

  private void awaitCommitted(int rows) {
    Map<String, Object> settings = new HashMap<>(config.consumer());
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) {
        partitions.add(new TopicPartition(MERGED, p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int seen = 0;
      while (seen < rows) {
        seen += consumer.poll(Duration.ofMillis(100)).count();
      }
    }
  }

  private static final class Progress {
    private volatile long firstAt;
  }

  private static final class Deduplicator implements Processor<String, String, String, String> {
    private final Progress progress;
    private ProcessorContext<String, String> context;
    private KeyValueStore<String, String> store;

    Deduplicator(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, String> context) {
      this.context = context;
      this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, String> record) {
      if (progress.firstAt == 0) {
        progress.firstAt = System.nanoTime();
      }
      if (!Objects.equals(store.get(record.key()), record.value())) {
        store.put(record.key(), record.value());
        context.forward(record);
      }
    }
  }
}
