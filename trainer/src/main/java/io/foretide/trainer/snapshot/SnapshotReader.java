package io.foretide.trainer.snapshot;

import io.foretide.models.market.Sentiment;
import io.foretide.models.series.SeriesId;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the blocks of one data set from {@code series.blocks}, up to where it ends at the start,
 * and with them what was said of symbols, which bars are joined with.
 */
public final class SnapshotReader {
  private static final Duration POLL = Duration.ofMillis(100);

  private final ServiceConfig config;
  private final Wire wire;

  public SnapshotReader(ServiceConfig config, Wire wire) {
    this.config = config;
    this.wire = wire;
  }

  /**
   * Reads the data set as it is on the topic now.
   *
   * @param progress told the share that has been read, 0 to 1, at every batch; what it throws ends
   *     the reading
   */
  public Snapshot read(String dataset, Progress progress) {
    String topic = wire.name(Topics.SERIES_BLOCKS);
    try (var consumer =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .sorted(Comparator.comparingInt(TopicPartition::partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<String> datasets = new TreeSet<>(List.of(dataset, Sentiment.DATASET));
      Map<String, BlockReader> read =
          decoded(topic, datasets, newestBlocks(consumer, ends, datasets, progress));
      List<ReadPosition> positions = new ArrayList<>();
      partitions.forEach(p -> positions.add(new ReadPosition(topic, p.partition(), ends.get(p))));
      return new Snapshot(
          dataset,
          read.get(dataset).stored(),
          List.copyOf(read.get(Sentiment.DATASET).stored().values()),
          positions);
    }
  }

  /** Told how far reading has come. */
  @FunctionalInterface
  public interface Progress {
    void at(double share);
  }

  /** The newest revision of each block by key; what lies beyond the ends is not looked at. */
  private static Map<String, byte[]> newestBlocks(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Set<String> datasets,
      Progress progress) {
    List<String> prefixes =
        datasets.stream().map(dataset -> new SeriesId(dataset, List.of()).text()).toList();
    Map<String, byte[]> newest = new TreeMap<>();
    long all = Math.max(1, ends.values().stream().mapToLong(Long::longValue).sum());
    while (!reached(consumer, ends)) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                TopicPartition from = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= ends.get(from) || !isOf(prefixes, record.key())) {
                  return;
                }
                if (record.value() == null) {
                  newest.remove(record.key());
                } else {
                  newest.put(record.key(), record.value());
                }
              });
      long read =
          ends.entrySet().stream()
              .mapToLong(end -> Math.min(end.getValue(), consumer.position(end.getKey())))
              .sum();
      progress.at((double) read / all);
    }
    return newest;
  }

  private static boolean reached(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Spares the decoding of most other data sets; {@link #decoded} has the last word. */
  private static boolean isOf(List<String> prefixes, String key) {
    return key != null && prefixes.stream().anyMatch(prefix -> begins(key, prefix));
  }

  private static boolean begins(String key, String prefix) {
    return key.startsWith(prefix)
        && key.length() > prefix.length()
        && (key.charAt(prefix.length()) == '/' || key.charAt(prefix.length()) == '#');
  }

  private Map<String, BlockReader> decoded(
      String topic, Set<String> datasets, Map<String, byte[]> newest) {
    Map<String, BlockReader> readers = new HashMap<>();
    datasets.forEach(dataset -> readers.put(dataset, new BlockReader(dataset)));
    try (Deserializer<SeriesBlock> deserializer = wire.deserializer(Topics.SERIES_BLOCKS)) {
      newest.forEach(
          (key, bytes) -> {
            SeriesBlock block = deserializer.deserialize(topic, bytes);
            if (datasets.contains(block.getDataset())) {
              readers.get(block.getDataset()).add(block);
            }
          });
    }
    return readers;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = config.consumer();
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
    return settings;
  }
}
