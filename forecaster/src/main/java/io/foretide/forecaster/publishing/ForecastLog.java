package io.foretide.forecaster.publishing;

import io.foretide.runtime.Closing;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to {@code forecasts}, each series to its partition. */
final class ForecastLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastLog.class);

  private final String topic;
  private final KafkaProducer<String, SeriesForecast> producer;
  private final AtomicBoolean failed = new AtomicBoolean();

  ForecastLog(ServiceConfig config, Wire wire) {
    this.topic = wire.name(Topics.FORECASTS);
    this.producer =
        new KafkaProducer<>(
            config.producer(), new StringSerializer(), wire.serializer(Topics.FORECASTS));
  }

  void publish(SeriesForecast forecast) {
    send(forecast.getModel(), forecast.getAlias(), forecast.getSeries(), forecast);
  }

  /** Takes back the forecast of a series that has ended or left the model's scope. */
  void retract(String model, String alias, String series) {
    send(model, alias, series, null);
  }

  /**
   * Waits until everything is written.
   *
   * @return false if something was not
   */
  boolean flush() {
    producer.flush();
    return !failed.getAndSet(false);
  }

  private void send(String model, String alias, String series, SeriesForecast value) {
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
