package io.foretide.ingest;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.BlockColumn;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.IngestReject;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** An ingest service on the shared broker, on topics of its own, and what tests ask of it. */
final class RunningIngest implements AutoCloseable {
  final TestTopics topics = TestStack.shared().topics();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Path data;
  private final IngestService service;

  RunningIngest(Map<String, String> settings) {
    try {
      data = Files.createTempDirectory("ingest-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", topics.bootstrapServers());
    all.put("schema.registry.url", topics.schemaRegistryUrl());
    all.put("topic.prefix", topics.wire().prefix());
    all.put("data.dir", data.toString());
    all.putAll(settings);
    service = new IngestService(ServiceConfig.of(all), metrics);
    service.start();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> service.readiness().ready());
  }

  /** Pushes text under a key, with headers as name, value, name, value … */
  void push(String key, String csv, String... headers) {
    push(key, csv.getBytes(StandardCharsets.UTF_8), headers);
  }

  void push(String key, byte[] content, String... headers) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i], headers[i + 1]);
    }
    topics.produce(Topics.CSV_UPLOADS, null, key, content, named);
  }

  /** The receipts of an upload, once there are as many. */
  List<IngestReceipt> receipts(String upload, int count) {
    return topics.await(Topics.INGEST_RECEIPTS, all -> of(all, upload).size() >= count).stream()
        .map(ConsumerRecord::value)
        .filter(receipt -> receipt.getUpload().equals(upload))
        .toList();
  }

  IngestReceipt receipt(String upload) {
    return receipts(upload, 1).get(0);
  }

  List<IngestReject> rejects(String upload) {
    return topics.read(Topics.INGEST_REJECTS).stream()
        .map(ConsumerRecord::value)
        .filter(reject -> reject.getUpload().equals(upload))
        .toList();
  }

  /** Every revision of the data set's blocks. */
  List<SeriesBlock> revisions(String dataset) {
    return topics.read(Topics.SERIES_BLOCKS).stream()
        .map(ConsumerRecord::value)
        .filter(block -> block.getDataset().equals(dataset))
        .toList();
  }

  /** The data set's newest blocks by key. */
  Map<String, SeriesBlock> blocks(String dataset) {
    Map<String, SeriesBlock> newest = new TreeMap<>();
    for (ConsumerRecord<String, SeriesBlock> record : topics.read(Topics.SERIES_BLOCKS)) {
      if (record.value().getDataset().equals(dataset)) {
        newest.put(record.key(), record.value());
      }
    }
    return newest;
  }

  /** The values of a column by {@code series@day}, daily data only. */
  Map<String, Double> values(String dataset, String column) {
    Map<String, Double> values = new TreeMap<>();
    for (SeriesBlock block : blocks(dataset).values()) {
      for (BlockColumn one : block.getColumns()) {
        for (int slot = 0; slot < one.getValues().size(); slot++) {
          double value = one.getValues().get(slot);
          if (one.getName().equals(column) && !Double.isNaN(value)) {
            LocalDate day = LocalDate.ofEpochDay(block.getBlock() * 64 + slot);
            values.put(String.join("/", block.getIdentity()) + "@" + day, value);
          }
        }
      }
    }
    return values;
  }

  @Override
  public void close() {
    service.close();
    topics.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<IngestReceipt> of(
      List<ConsumerRecord<String, IngestReceipt>> all, String upload) {
    return all.stream()
        .map(ConsumerRecord::value)
        .filter(receipt -> receipt.getUpload().equals(upload))
        .toList();
  }
}
