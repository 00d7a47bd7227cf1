package io.foretide.forecaster.series;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Streams application that shares the series among the forecasters: blocks and forecasts of a
 * partition in one task, blocks kept in a store that is restored from {@code series.blocks} itself,
 * scores out, exactly once.
 */
public final class SeriesStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesStreams.class);
  private static final String BLOCKS = "series-blocks";
  private static final String FORECASTS = "forecasts";
  private static final String KEEP = "keep-blocks";
  private static final String SCORE = "score";

  private final KafkaStreams streams;
  private final CountDownLatch ran = new CountDownLatch(1);

  public SeriesStreams(
      ServiceConfig config,
      Wire wire,
      SeriesBook book,
      Function<String, Optional<ModelDefined>> definitions,
      Clock clock) {
    this.streams =
        new KafkaStreams(topology(wire, book, definitions, clock), properties(config, wire));
    // A thread that dies takes nothing with it: another starts from what was committed.
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            ran.countDown();
          }
        });
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("a thread of the series application failed and is replaced", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  static Topology topology(
      Wire wire,
      SeriesBook book,
      Function<String, Optional<ModelDefined>> definitions,
      Clock clock) {
    var string = Serdes.String();
    var bytes = Serdes.ByteArray();
    String forecastsTopic = wire.name(Topics.FORECASTS);
    return new Topology()
        .addReadOnlyStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(BlockKeeper.STORE), string, bytes)
                .withLoggingDisabled(),
            BLOCKS,
            string.deserializer(),
            bytes.deserializer(),
            wire.name(Topics.SERIES_BLOCKS),
            KEEP,
            () -> new BlockKeeper(book, blockReader(wire)))
        .addSource(FORECASTS, string.deserializer(), bytes.deserializer(), forecastsTopic)
        .addProcessor(
            SCORE,
            () ->
                new Scorer(
                    book,
                    new AvroReader<>(wire, Topics.FORECASTS),
                    forecastsTopic,
                    definitions,
                    clock),
            BLOCKS,
            FORECASTS)
        .addStateStore(
            Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(Scorer.STORE), string, bytes)
                .withLoggingEnabled(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
            SCORE)
        .addSink(
            "forecast-scores",
            wire.name(Topics.FORECAST_SCORES),
            string.serializer(),
            wire.serializer(Topics.FORECAST_SCORES),
            SCORE);
  }

  private static BlockReader blockReader(Wire wire) {
    return new BlockReader(
        new AvroReader<>(wire, Topics.SERIES_BLOCKS), () -> wire.schemaId(Topics.SERIES_BLOCKS));
  }

  private static Properties properties(ServiceConfig config, Wire wire) {
    Map<String, Object> all = new HashMap<>(config.kafka());
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, wire.prefix() + "forecaster");
    all.put(StreamsConfig.CLIENT_ID_CONFIG, config.instance());
    Path state = config.dataDir().resolve("forecaster").resolve(config.instance());
    all.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    // Only scores are written here, for which nobody waits; a bar that closes would wait for the
    // commit.
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    all.put(StreamsConfig.POLL_MS_CONFIG, 50);
    // Blocks and forecasts may come in any order: neither waits for the other's next record.
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.getInt("forecaster.threads", 1));
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.getInt("forecaster.standbys", 0));
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.getInt("topic.replication", 1));
    // Blocks restore in moments, so a new instance takes its share at once.
    all.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
    // A killed instance is missed after this long, and its open transaction aborted.
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        config.getInt("forecaster.session.timeout.ms", 6_000));
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 6_000);
    // The first batch of a transaction may be refused while the last one is being completed, and
    // with it all that were sent behind it.
    all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  public void start() {
    streams.start();
  }

  /** Whether every series of this instance's share is in the book. */
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Waits for the first {@link #running()}; false if it took longer. */
  public boolean awaitRunning(Duration atMost) throws InterruptedException {
    return ran.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** False once only a restart helps. */
  public boolean alive() {
    return streams.state() != KafkaStreams.State.ERROR
        && streams.state() != KafkaStreams.State.NOT_RUNNING;
  }

  /** Leaves the group, so that others take over the series at once; in 10 s, broker or not. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(Duration.ofSeconds(10)));
  }
}
