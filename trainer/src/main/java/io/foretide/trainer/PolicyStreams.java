package io.foretide.trainer;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Wire;
import io.foretide.trainer.policy.PolicySettings;
import io.foretide.trainer.policy.RetrainPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The retrain policy at work: all trainers run it, and one at a time decides. */
final class PolicyStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyStreams.class);
  private static final Duration LEAVING = Duration.ofSeconds(10);

  /** When a trainer dies, another one decides after this long. */
  private static final int SESSION_MILLIS = 10_000;

  private final KafkaStreams streams;

  private PolicyStreams(KafkaStreams streams) {
    this.streams = streams;
  }

  static PolicyStreams start(ServiceConfig config, Wire wire) {
    KafkaStreams streams =
        new KafkaStreams(
            RetrainPolicy.topology(wire, PolicySettings.of(config)), properties(config, wire));
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("the retrain policy stumbled and goes on", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.start();
    return new PolicyStreams(streams);
  }

  boolean alive() {
    return streams.state() != KafkaStreams.State.ERROR;
  }

  private static Properties properties(ServiceConfig config, Wire wire) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, wire.prefix() + "retrain-policy");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.getInt("topic.replication", 1));
    settings.put(
        StreamsConfig.STATE_DIR_CONFIG,
        config.dataDir().resolve("streams").resolve("retrain-policy").toString());
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  @Override
  public void close() {
    streams.close(LEAVING);
  }
}
