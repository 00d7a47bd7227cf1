package io.foretide.benchmarks;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.ingest.IngestService;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How fast CSV rows on {@code csv.uploads} become merged blocks on {@code series.blocks}, exactly
 * once, with one instance of ingest beside the embedded broker; and, in the same process and run,
 * what the raw producer and a plain deduplication of one record per row do.
 *
 * <p>A file is put on the topic in one transaction, so all of it appears at once, and the clock
 * runs from that instant until its receipt is readable: by then all its blocks are.
 *
 * <p>Arguments: products (1000), days (2000), rounds (5), megabytes in a part (1). The first rounds
 * warm the machine up; the best and the median of each order are printed at the end.
 */
public final class IngestBenchmark {
  private final EmbeddedStack stack;
  private final ServiceConfig config;
  private final Path folder;

  private IngestBenchmark(EmbeddedStack stack, Path folder) {
    this.stack = stack;
    this.folder = folder;
    this.config =
        ServiceConfig.load(
            Optional.empty(),
            System.getenv(),
            Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "schema.registry.url",
                stack.schemaRegistryUrl(),
                "data.dir",
                folder.toString()));
  }

  public static void main(String[] args) throws Exception {
    int products = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    int days = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    int partMegabytes = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    Path folder = Files.createTempDirectory("ingest-benchmark");
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      new IngestBenchmark(stack, folder)
          .run(new SalesCsv(products, days, partMegabytes << 20), products, rounds);
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(SalesCsv sales, int products, int rounds) throws InterruptedException {
    Map<SalesCsv.Order, List<Double>> rates = new EnumMap<>(SalesCsv.Order.class);
    try (Wire wire = config.wire();
        IngestService ingest = new IngestService(config, new SimpleMeterRegistry())) {
      ingest.start();
      while (!ingest.readiness().ready()) {
        LockSupport.parkNanos(10_000_000);
      }
      for (int round = 1; round <= rounds; round++) {
        for (SalesCsv.Order order : SalesCsv.Order.values()) {
          rates
              .computeIfAbsent(order, o -> new ArrayList<>())
              .add(measure(wire, order + " " + round, sales, order));
        }
      }
    }
    rates.forEach(
        (order, all) -> {
          List<Double> sorted = all.stream().sorted().toList();
          print("ingest " + order + ", median", sales.rows(), sorted.get(sorted.size() / 2));
          print("ingest " + order + ", best", sales.rows(), sorted.get(sorted.size() - 1));
        });
    int rows = Math.min(1_000_000, sales.rows());
    RowDeduplication plain = new RowDeduplication(config, folder.resolve("plain"));
    plain.createTopics();
    print("raw producer, a record per row", rows, plain.produce(sales, products, rows));
    print("plain deduplication, a record per row", rows, plain.deduplicate(rows));
  }

  private double measure(Wire wire, String name, SalesCsv sales, SalesCsv.Order order) {
    String upload = name.toLowerCase(Locale.ROOT).replace(' ', '-');
    String dataset = upload.replace('_', '-');
    List<byte[]> parts = sales.parts(order);
    try (KafkaConsumer<String, IngestReceipt> receipts = receipts(wire)) {
      put(wire, upload, dataset, parts);
      long start = System.nanoTime();
      long cpuStart = cpuNanos();
      IngestReceipt receipt = await(receipts, upload);
      double seconds = Seconds.since(start);
      double cpuSeconds = (cpuNanos() - cpuStart) / 1e9;
      if (receipt.getAccepted() != sales.rows()) {
        throw new IllegalStateException("not what was sent: " + receipt);
      }
      print("ingest " + name, sales.rows(), sales.rows() / seconds);
      System.out.printf(
          Locale.ROOT,
          "%-40s %.2f s, of which the process had %.2f s of processor time%n",
          "",
          seconds,
          cpuSeconds);
      return sales.rows() / seconds;
    }
  }

  private void put(Wire wire, String upload, String dataset, List<byte[]> parts) {
    Map<String, Object> settings = new HashMap<>(config.producer());
    settings.put("transactional.id", "bench-" + upload);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < parts.size(); i++) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(wire.name(Topics.CSV_UPLOADS), upload, parts.get(i));
        header(record, "part", Integer.toString(i + 1));
        header(record, "parts", Integer.toString(parts.size()));
        header(record, "dataset", dataset);
        producer.send(record);
      }
      producer.commitTransaction();
    }
  }

  private KafkaConsumer<String, IngestReceipt> receipts(Wire wire) {
    KafkaConsumer<String, IngestReceipt> consumer =
        new KafkaConsumer<>(
            config.consumer(), new StringDeserializer(), wire.deserializer(Topics.INGEST_RECEIPTS));
    List<TopicPartition> all = List.of(new TopicPartition(wire.name(Topics.INGEST_RECEIPTS), 0));
    consumer.assign(all);
    consumer.seekToEnd(all);
    consumer.position(all.get(0));
    return consumer;
  }

  private static IngestReceipt await(KafkaConsumer<String, IngestReceipt> receipts, String upload) {
    while (true) {
      for (ConsumerRecord<String, IngestReceipt> record : receipts.poll(Duration.ofMillis(100))) {
        if (record.value().getUpload().equals(upload)) {
          return record.value();
        }
      }
    }
  }

  private static void header(ProducerRecord<?, ?> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static void print(String what, int rows, double perSecond) {
    System.out.printf(Locale.ROOT, "%-40s %,10d rows %,12.0f rows/s%n", what, rows, perSecond);
  }

  /** Broker, ingest and all: they share this process. */
  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
