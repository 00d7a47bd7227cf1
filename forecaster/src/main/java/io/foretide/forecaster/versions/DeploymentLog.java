package io.foretide.forecaster.versions;

import io.foretide.runtime.Closing;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.DeploymentState;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on {@code model.deployments} what this instance serves and what it refused. */
public final class DeploymentLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentLog.class);

  private final String instance;
  private final String topic;
  private final Clock clock;
  private final KafkaProducer<String, ModelDeployment> producer;

  public DeploymentLog(ServiceConfig config, Wire wire, Clock clock) {
    this.instance = config.instance();
    this.topic = wire.name(Topics.MODEL_DEPLOYMENTS);
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            settings(config), new StringSerializer(), wire.serializer(Topics.MODEL_DEPLOYMENTS));
  }

  void loading(Slot slot, int version) {
    send(slot, version, DeploymentState.LOADING, ModelDeployment.newBuilder());
  }

  void warming(Slot slot, int version) {
    send(slot, version, DeploymentState.WARMING, ModelDeployment.newBuilder());
  }

  void serving(Slot slot, int version, long loadMillis, double forecastMillis) {
    send(
        slot,
        version,
        DeploymentState.SERVING,
        ModelDeployment.newBuilder().setLoadMillis(loadMillis).setForecastMillis(forecastMillis));
  }

  void refused(Slot slot, int version, CodedException why) {
    send(
        slot,
        version,
        DeploymentState.REFUSED,
        ModelDeployment.newBuilder().setCode(why.code()).setReason(why.getMessage()));
  }

  void stopped(Slot slot, int version) {
    send(slot, version, DeploymentState.STOPPED, ModelDeployment.newBuilder());
  }

  private void send(Slot slot, int version, DeploymentState state, ModelDeployment.Builder record) {
    Optional<Integer> serving = slot.version();
    record
        .setInstance(instance)
        .setModel(slot.as().model())
        .setAlias(slot.as().alias())
        .setVersion(version)
        .setState(state)
        .setServing(serving.orElse(null))
        .setSince(clock.instant());
    String key = instance + "#" + slot.as().model() + "#" + slot.as().alias();
    producer.send(
        new ProducerRecord<>(topic, key, record.build()),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.warn("cannot say on {} that {} is {}", topic, slot.as(), state, failure);
          }
        });
  }

  /** What an instance is doing is news: a deployment waits for no broker that is away. */
  private static Map<String, Object> settings(ServiceConfig config) {
    Map<String, Object> settings = config.producer();
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
    return settings;
  }

  @Override
  public void close() {
    Closing.close(producer);
  }
}
