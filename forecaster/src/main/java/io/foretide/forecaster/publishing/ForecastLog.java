package io.foretide.forecaster.publishing;

import io.foretide.runtime.Closing;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to {@code forecasts}, each series to its partition. */
final class ForecastLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastLog.class);

  private final String topic;
  private final KafkaProducer<String, SeriesForecast> producer;

  ForecastLog(ServiceConfig config, Wire wire) {
    this.topic = wire.name(Topics.FORECASTS);
    Map<String, Object> settings = config.producer();
    // Somebody may wait for it; many that are made together fill batches all the same.
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), wire.serializer(Topics.FORECASTS));
  }

  /**
   * @param failed is set, by another thread, if it was not written
   */
  void publish(SeriesForecast forecast, AtomicBoolean failed) {
    send(forecast.getModel(), forecast.getAlias(), forecast.getSeries(), forecast, failed);
  }

  /** Takes back the forecast of a series that has ended or left the model's scope. */
  void retract(String model, String alias, String series, AtomicBoolean failed) {
    send(model, alias, series, null, failed);
  }

  /** Waits until everything is written or has failed. */
  void flush() {
    producer.flush();
  }

  private void send(
      String model, String alias, String series, SeriesForecast value, AtomicBoolean failed) {
    int partition = SeriesKeys.partition(series, producer.partitionsFor(topic).size());
    producer.send(
        new ProducerRecord<>(topic, partition, SeriesKeys.forecast(model, alias, series), value),
        (metadata, failure) -> {
          if (failure != null && !failed.getAndSet(true)) {
            LOG.warn("cannot publish the forecast of {}; it will be made again", series, failure);
          }
        });
  }

  @Override
  public void close() {
    Closing.close(producer);
  }
}
