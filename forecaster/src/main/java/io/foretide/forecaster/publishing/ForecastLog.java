package io.foretide.forecaster.publishing;

import io.foretide.runtime.Closing;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to {@code forecasts}, each series to its partition. */
final class ForecastLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastLog.class);

  private final String topic;
  private final Serializer<SeriesForecast> serializer;
  private final KafkaProducer<String, byte[]> producer;

  ForecastLog(ServiceConfig config, Wire wire) {
    this.topic = wire.name(Topics.FORECASTS);
    Map<String, Object> settings = config.producer();
    // Somebody may wait for it.
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.serializer = wire.serializer(Topics.FORECASTS);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * All are encoded before the first is sent: what is sent together travels together, and each
   * request costs the log and its readers as much as dozens of forecasts.
   *
   * @param failed is set, by another thread, if one was not written
   */
  void publish(List<SeriesForecast> forecasts, AtomicBoolean failed) {
    int partitions = partitions();
    List<ProducerRecord<String, byte[]>> records =
        forecasts.stream()
            .map(f -> record(f.getModel(), f.getAlias(), f.getSeries(), encoded(f), partitions))
            .toList();
    records.forEach(record -> send(record, failed));
  }

  /** Takes back the forecast of a series that has ended or left the model's scope. */
  void retract(String model, String alias, String series, AtomicBoolean failed) {
    send(record(model, alias, series, null, partitions()), failed);
  }

  /** Waits until everything is written or has failed. */
  void flush() {
    producer.flush();
  }

  private int partitions() {
    return producer.partitionsFor(topic).size();
  }

  private byte[] encoded(SeriesForecast forecast) {
    return serializer.serialize(topic, forecast);
  }

  private ProducerRecord<String, byte[]> record(
      String model, String alias, String series, byte[] value, int partitions) {
    int partition = SeriesKeys.partition(series, partitions);
    return new ProducerRecord<>(topic, partition, SeriesKeys.forecast(model, alias, series), value);
  }

  private void send(ProducerRecord<String, byte[]> record, AtomicBoolean failed) {
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure != null && !failed.getAndSet(true)) {
            LOG.warn("cannot publish {}; it will be made again", record.key(), failure);
          }
        });
  }

  @Override
  public void close() {
    Closing.close(producer);
    serializer.close();
  }
}
