package io.foretide.benchmarks;

import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.Tick;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A tape of ticks on its topic, and the bars that came of it. */
final class TickScene implements AutoCloseable {
  static final Map<String, Integer> LENGTHS = Map.of("1m", 60, "5m", 300, "1h", 3_600);
  private static final List<String> VALUES = List.of("open", "high", "low", "close", "volume");

  private final ServiceConfig config;
  private final Wire wire;
  private final Admin admin;
  private final String group;
  private final Map<TopicPartition, Long> blocksBefore;
  private long end;

  /** From here on: blocks that are on their topic already are another run's. */
  TickScene(ServiceConfig config) throws InterruptedException {
    this.config = config;
    config.prepareTopics();
    this.wire = config.wire();
    this.admin = config.admin();
    Object named = config.kafka().get("application.id");
    this.group = named == null ? wire.prefix() + "foretide-ingest" : named.toString();
    try (KafkaConsumer<String, SeriesBlock> consumer = consumer()) {
      blocksBefore = consumer.endOffsets(partitions(consumer, wire.name(Topics.SERIES_BLOCKS)));
    }
    this.end = end();
  }

  /** Puts the whole tape on the topic in one transaction: all of it appears at once. */
  void play(TickTape tape) {
    Map<String, Object> settings = new HashMap<>(config.producer());
    settings.put("transactional.id", "tape");
    settings.put("transaction.timeout.ms", 900_000);
    settings.put("batch.size", 256 * 1024);
    settings.put("linger.ms", 20);
    try (KafkaProducer<String, Tick> producer =
        new KafkaProducer<>(
            settings, new StringSerializer(), wire.serializer(Topics.MARKET_TICKS))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < tape.arrivals(); i++) {
        Instant time = Instant.EPOCH.plus(tape.timeAt(i), ChronoUnit.MICROS);
        producer.send(
            new ProducerRecord<>(
                topic(),
                tape.symbolAt(i),
                new Tick(time, tape.priceAt(i), tape.sizeAt(i), tape.idAt(i), null)));
      }
      producer.commitTransaction();
    }
    // A commit returns before its markers are written; until then its records are not to be read.
    do {
      end = end();
    } while (end <= tape.arrivals());
  }

  String topic() {
    return wire.name(Topics.MARKET_TICKS);
  }

  /** Whether ingest has its partitions. */
  boolean running() throws InterruptedException {
    try {
      return admin.describeStreamsGroups(List.of(group)).all().get().get(group).groupState()
          == GroupState.STABLE;
    } catch (ExecutionException e) {
      return false;
    }
  }

  /** How many records of the topic ingest has committed, of how many; markers count in both. */
  long[] progress() throws InterruptedException {
    try {
      long done = 0;
      for (var offset :
          admin
              .listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
              .partitionsToOffsetAndMetadata(group)
              .get()
              .entrySet()) {
        if (offset.getKey().topic().equals(topic()) && offset.getValue() != null) {
          done += offset.getValue().offset();
        }
      }
      return new long[] {done, end};
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Where the topic ends. */
  private long end() {
    try (KafkaConsumer<String, SeriesBlock> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topic())).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** What a reader of {@code series.blocks} knows now, in the form of {@link TickTape#bars}. */
  Map<String, List<Double>> bars() {
    Map<String, SeriesBlock> newest = new HashMap<>();
    try (KafkaConsumer<String, SeriesBlock> consumer = consumer()) {
      consumer.assign(blocksBefore.keySet());
      blocksBefore.forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(blocksBefore.keySet());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, SeriesBlock> record : consumer.poll(Duration.ofMillis(200))) {
          newest.put(record.key(), record.value());
        }
      }
    }
    Map<String, List<Double>> bars = new TreeMap<>();
    newest.values().forEach(block -> addBars(block, bars));
    return bars;
  }

  private static void addBars(SeriesBlock block, Map<String, List<Double>> bars) {
    Map<String, List<Double>> columns = new HashMap<>();
    for (BlockColumn column : block.getColumns()) {
      columns.put(column.getName(), column.getValues());
    }
    String series = String.join(" ", block.getIdentity());
    int slots = columns.get("close").size();
    for (int slot = 0; slot < slots; slot++) {
      List<Double> values = new ArrayList<>();
      for (String name : VALUES) {
        values.add(columns.get(name).get(slot));
      }
      if (!values.get(0).isNaN()) {
        bars.put(series + " " + (block.getBlock() * slots + slot), values);
      }
    }
  }

  private KafkaConsumer<String, SeriesBlock> consumer() {
    return new KafkaConsumer<>(
        config.consumer(), new StringDeserializer(), wire.deserializer(Topics.SERIES_BLOCKS));
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(topic, p.partition()))
        .toList();
  }

  @Override
  public void close() {
    admin.close();
    wire.close();
  }
}
