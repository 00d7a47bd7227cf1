package io.foretide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordsInHandTest {
  private final RecordsInHand.Partition first = RecordsInHand.of("ticks", 0);
  private final RecordsInHand.Partition second = RecordsInHand.of("ticks", 1);
  private final RecordsInHand.Partition other = RecordsInHand.of("uploads", 0);

  @AfterEach
  void forget() {
    List.of(first, second, other).forEach(RecordsInHand.Partition::forget);
  }

  @Test
  void aTopicIsDoneWithTheLastRecordOfAllItsPartitions() {
    polled("ticks", 0, 7, 9);
    polled("ticks", 1, 3, 3);
    first.processed(9);
    assertThat(first.topicIsDone()).isFalse();
    second.processed(3);
    assertThat(first.topicIsDone()).isTrue();
    assertThat(second.topicIsDone()).isTrue();
  }

  @Test
  void itIsNotDoneAnyMoreOnceThereAreNewRecords() {
    polled("ticks", 0, 0, 4);
    first.processed(4);
    polled("ticks", 0, 5, 6);
    first.processed(5);
    assertThat(first.topicIsDone()).isFalse();
  }

  @Test
  void anotherTopicHoldsNothingUp() {
    polled("ticks", 0, 0, 0);
    polled("uploads", 0, 0, 5);
    first.processed(0);
    assertThat(first.topicIsDone()).isTrue();
    assertThat(other.topicIsDone()).isFalse();
  }

  @Test
  void aPartitionThatWasTakenAwayHoldsNothingUp() {
    polled("ticks", 0, 0, 0);
    polled("ticks", 1, 0, 5);
    first.processed(0);
    second.forget();
    assertThat(first.topicIsDone()).isTrue();
  }

  @Test
  void whoDoesNotKnowWhatWasPolledIsNeverDone() {
    first.processed(12);
    assertThat(first.topicIsDone()).isFalse();
  }

  @Test
  void eachThreadHasItsOwn() throws Exception {
    CompletableFuture.runAsync(() -> polled("ticks", 1, 0, 5)).get();
    polled("ticks", 0, 0, 0);
    first.processed(0);
    assertThat(first.topicIsDone()).isTrue();
  }

  private static void polled(String topic, int partition, long from, long to) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    records.put(
        new TopicPartition(topic, partition),
        LongStream.rangeClosed(from, to)
            .mapToObj(at -> new ConsumerRecord<>(topic, partition, at, new byte[0], new byte[0]))
            .toList());
    try (RecordsInHand interceptor = new RecordsInHand()) {
      interceptor.onConsume(new ConsumerRecords<>(records, Map.of()));
    }
  }
}
