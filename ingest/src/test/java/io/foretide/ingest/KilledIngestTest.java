package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.embedded.testing.TestStack;
import io.foretide.embedded.testing.TestTopics;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.SeriesBlock;
import io.foretide.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ingest is killed with SIGKILL in the middle of an upload, more than once, and started again. With
 * {@code -Dforetide.kill.rows=1000000} it is the campaign of docs/benchmarks.md.
 */
class KilledIngestTest {
  private static final int ROWS = Integer.getInteger("foretide.kill.rows", 60_000);
  private static final int KILLS = Integer.getInteger("foretide.kill.times", 1);
  private static final int PRODUCTS = 250;
  private static final int PARTS = 40;

  /**
   * For one thing that is awaited: what a dead owner leaves open holds up whoever follows for half
   * a minute, and the rows want their time. All of them together stay below the test's own limit.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60 + ROWS / 20_000);

  @TempDir private Path folder;

  @Test
  void blocksEqualThoseOfAnUndisturbedRunAndThereIsOneReceipt() throws InterruptedException {
    try (TestTopics undisturbed = TestStack.shared().topics();
        TestTopics disturbed = TestStack.shared().topics()) {
      push(undisturbed);
      try (IngestProcess ingest = start(undisturbed, "undisturbed")) {
        ingest.whileItRuns(() -> awaitReceipt(undisturbed, "big"));
      }
      push(disturbed);
      int killedAt = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        try (IngestProcess ingest = start(disturbed, "disturbed")) {
          int enough = killedAt + 1;
          killedAt = ingest.whileItRuns(() -> awaitBlocks(disturbed, enough));
          ingest.kill();
        }
        assertThat(disturbed.read(Topics.INGEST_RECEIPTS)).as("killed before the end").isEmpty();
      }
      try (IngestProcess ingest = start(disturbed, "disturbed")) {
        ingest.whileItRuns(() -> awaitReceipt(disturbed, "big"));
        // What a second receipt would have to come before.
        disturbed.produce(Topics.CSV_UPLOADS, "small", csv(0, 1));
        ingest.whileItRuns(() -> awaitReceipt(disturbed, "small"));
      }

      List<IngestReceipt> receipts = receipts(disturbed, "big");
      assertThat(receipts).hasSize(1);
      assertThat(receipts.get(0).getAccepted()).isEqualTo(ROWS);
      assertThat(receipts.get(0).getDuplicate() + receipts.get(0).getCorrected()).isZero();
      assertThat(receipts.get(0).getSeries()).isEqualTo(PRODUCTS);
      Map<String, SeriesBlock> expected = blocks(undisturbed);
      Map<String, SeriesBlock> actual = blocks(disturbed);
      assertThat(actual.keySet()).isEqualTo(expected.keySet());
      expected.forEach((key, block) -> assertThat(actual.get(key)).isEqualTo(block));
    }
  }

  private IngestProcess start(TestTopics topics, String name) {
    return IngestProcess.start(
        Map.of(
            "bootstrap.servers",
            topics.bootstrapServers(),
            "schema.registry.url",
            topics.schemaRegistryUrl(),
            "topic.prefix",
            topics.wire().prefix(),
            "data.dir",
            folder.resolve(name).toString(),
            "ingest.group.protocol",
            System.getProperty("foretide.kill.protocol", "streams")),
        folder.resolve(name + ".log"));
  }

  /** All parts of one upload, at the same offsets in every run. */
  private static void push(TestTopics topics) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", topics.bootstrapServers());
    settings.put("max.request.size", 17 << 20);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int part = 1; part <= PARTS; part++) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(
                topics.wire().name(Topics.CSV_UPLOADS),
                0,
                "big",
                csv(ROWS / PARTS * (part - 1), ROWS / PARTS));
        record.headers().add("part", Integer.toString(part).getBytes(StandardCharsets.UTF_8));
        record.headers().add("parts", Integer.toString(PARTS).getBytes(StandardCharsets.UTF_8));
        producer.send(record);
      }
    }
  }

  /** Rows sorted by date, so that every part writes to every series. */
  private static byte[] csv(int from, int count) {
    StringBuilder csv = new StringBuilder("date,product_id,sales\n");
    for (int i = from; i < from + count; i++) {
      csv.append(LocalDate.of(2010, 1, 1).plusDays(i / PRODUCTS));
      csv.append(",P").append(i % PRODUCTS).append(',').append(i % 97).append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** How many blocks there are by then. */
  private static int awaitBlocks(TestTopics topics, int enough) {
    return topics.await(Topics.SERIES_BLOCKS, blocks -> blocks.size() >= enough, PATIENCE).size();
  }

  private static int awaitReceipt(TestTopics topics, String upload) {
    return topics
        .await(
            Topics.INGEST_RECEIPTS,
            all -> all.stream().anyMatch(one -> one.value().getUpload().equals(upload)),
            PATIENCE)
        .size();
  }

  private static List<IngestReceipt> receipts(TestTopics topics, String upload) {
    return topics.read(Topics.INGEST_RECEIPTS).stream()
        .map(ConsumerRecord::value)
        .filter(receipt -> receipt.getUpload().equals(upload))
        .toList();
  }

  /** The newest revision of each block that the big upload wrote, but for the time of the write. */
  private static Map<String, SeriesBlock> blocks(TestTopics topics) {
    Map<String, SeriesBlock> blocks = new TreeMap<>();
    topics.read(Topics.SERIES_BLOCKS).stream()
        .filter(one -> one.value().getStamps().get(0).getUpload().equals("big"))
        .forEach(one -> blocks.put(one.key(), one.value()));
    blocks.values().forEach(one -> one.getStamps().forEach(it -> it.setUploadedAt(Instant.EPOCH)));
    return blocks;
  }
}
