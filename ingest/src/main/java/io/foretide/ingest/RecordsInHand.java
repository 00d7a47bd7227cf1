package io.foretide.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a thread of Streams has polled and not yet processed: Streams does not tell its processors
 * whether more records are waiting. A thread polls and processes by itself, so each has its own.
 */
public final class RecordsInHand implements ConsumerInterceptor<byte[], byte[]> {
  private static final ThreadLocal<Map<TopicPartition, Partition>> OF_THREAD =
      ThreadLocal.withInitial(HashMap::new);

  /** How far one partition is. */
  static final class Partition {
    private static final long NOTHING = -1;

    private final TopicPartition name;
    private long polled = NOTHING;
    private long processed = NOTHING;

    private Partition(TopicPartition name) {
      this.name = name;
    }

    /** This record and all before it have been processed. */
    void processed(long offset) {
      processed = offset;
    }

    /** Whether nothing of its topic is left in this thread's hands; false if nothing is known. */
    boolean topicIsDone() {
      if (polled == NOTHING) {
        return false;
      }
      for (Partition other : OF_THREAD.get().values()) {
        if (other.processed < other.polled && other.name.topic().equals(name.topic())) {
          return false;
        }
      }
      return true;
    }

    /** Whoever processed it has lost it to somebody else. */
    void forget() {
      OF_THREAD.get().remove(name);
    }
  }

  static Partition of(String topic, int partition) {
    return of(new TopicPartition(topic, partition));
  }

  private static Partition of(TopicPartition name) {
    return OF_THREAD.get().computeIfAbsent(name, Partition::new);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      of(partition).polled = some.get(some.size() - 1).offset();
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
