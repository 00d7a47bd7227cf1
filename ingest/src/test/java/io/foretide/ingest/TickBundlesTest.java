package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TickBundlesTest {
  private static final TopicPartition TICKS = new TopicPartition("my.ticks", 2);
  private static final TopicPartition UPLOADS = new TopicPartition("uploads", 2);

  @Test
  void ticksOfAPollAreOneRecordThatBeginsWhereTheFirstDid() {
    List<ConsumerRecord<byte[], byte[]>> ticks =
        List.of(record(TICKS, 7, "A", "one"), record(TICKS, 9, null, "two"), record(TICKS, 10));

    ConsumerRecord<byte[], byte[]> bundle = only(bundled(Map.of(TICKS, ticks)).records(TICKS));

    assertThat(bundle.offset()).isEqualTo(7);
    assertThat(contents(bundle)).containsExactly("7 1007 A one", "9 1009  two", "10 1010  ");
  }

  @Test
  void manyTicksAreSeveralBundlesSoThatACommitNeedNotWaitForAll() {
    List<ConsumerRecord<byte[], byte[]>> ticks =
        IntStream.range(0, 20_000).mapToObj(i -> record(TICKS, i, "S", "v".repeat(50))).toList();

    List<ConsumerRecord<byte[], byte[]>> bundles = bundled(Map.of(TICKS, ticks)).records(TICKS);

    assertThat(bundles).hasSizeBetween(2, 20);
    List<String> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> bundle : bundles) {
      assertThat(bundle.offset()).as("what is committed before it").isEqualTo(all.size());
      all.addAll(contents(bundle));
    }
    assertThat(all).hasSize(20_000).doesNotHaveDuplicates();
  }

  @Test
  void otherTopicsAreLeftAlone() {
    List<ConsumerRecord<byte[], byte[]>> uploads =
        List.of(record(UPLOADS, 1, "a", "b"), record(UPLOADS, 2, "c", "d"));

    assertThat(bundled(Map.of(UPLOADS, uploads)).records(UPLOADS)).isEqualTo(uploads);
  }

  @Test
  void whereTheNextPollBeginsIsKept() {
    List<ConsumerRecord<byte[], byte[]>> ticks = List.of(record(TICKS, 7, "A", "one"));

    // A marker of a transaction lies between.
    assertThat(bundled(Map.of(TICKS, ticks)).nextOffsets())
        .isEqualTo(Map.of(TICKS, new OffsetAndMetadata(9)));
  }

  private static ConsumerRecords<byte[], byte[]> bundled(
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
    try (TickBundles interceptor = new TickBundles()) {
      interceptor.configure(Map.of(TickBundles.TOPIC, TICKS.topic()));
      return interceptor.onConsume(
          new ConsumerRecords<>(records, Map.of(TICKS, new OffsetAndMetadata(9))));
    }
  }

  private static List<String> contents(ConsumerRecord<byte[], byte[]> record) {
    List<String> contents = new ArrayList<>();
    TickBundle bundle = new TickBundle(record.value());
    while (bundle.next()) {
      String value = new String(bundle.value(), StandardCharsets.UTF_8);
      contents.add(bundle.offset() + " " + bundle.timestamp() + " " + bundle.key() + " " + value);
    }
    return contents;
  }

  private static ConsumerRecord<byte[], byte[]> only(List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return record(partition, offset, null, null);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, String key, String value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        1_000 + offset,
        TimestampType.CREATE_TIME,
        0,
        0,
        bytes(key),
        bytes(value),
        new RecordHeaders(),
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
