package io.foretide.ingest;

import io.foretide.ingest.merge.BinaryOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Ticks that were polled together become few records before Streams sees them: what Streams does
 * for a record costs as much as folding a tick does. An interceptor may do so by its contract. Each
 * bundle has the offset of its first tick, for Streams commits the offset of the record that it
 * would take next.
 */
public final class TickBundles implements ConsumerInterceptor<byte[], byte[]> {
  /** The setting that names the topic. */
  static final String TOPIC = "foretide.ticks.topic";

  /**
   * Some twenty thousand ticks, ten or twenty milliseconds of work: nothing is committed within a
   * bundle.
   */
  private static final int FULL = 1 << 20;

  private String topic = "";

  @Override
  public void configure(Map<String, ?> settings) {
    topic = String.valueOf(settings.get(TOPIC));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bundled = new LinkedHashMap<>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      bundled.put(partition, partition.topic().equals(topic) ? bundle(some) : some);
    }
    return new ConsumerRecords<>(bundled, records.nextOffsets());
  }

  private static List<ConsumerRecord<byte[], byte[]>> bundle(
      List<ConsumerRecord<byte[], byte[]>> ticks) {
    List<ConsumerRecord<byte[], byte[]>> bundles = new ArrayList<>();
    BinaryOut out = new BinaryOut(Math.min(FULL, 64 * ticks.size()));
    ConsumerRecord<byte[], byte[]> first = ticks.get(0);
    for (ConsumerRecord<byte[], byte[]> tick : ticks) {
      if (out.size() >= FULL) {
        bundles.add(like(first, out.toBytes()));
        out.reset();
        first = tick;
      }
      TickBundle.add(tick, out);
    }
    bundles.add(like(first, out.toBytes()));
    return bundles;
  }

  private static ConsumerRecord<byte[], byte[]> like(
      ConsumerRecord<byte[], byte[]> first, byte[] value) {
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        first.timestamp(),
        first.timestampType(),
        ConsumerRecord.NULL_SIZE,
        value.length,
        null,
        value,
        first.headers(),
        first.leaderEpoch());
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
