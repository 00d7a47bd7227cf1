package io.foretide.registry.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/** How far behind each group is, by topic, whichever process its members run in. */
final class GroupLags {
  private final Map<TopicPartition, Long> ends;
  private final Map<String, Map<String, Long>> behindByTopic = new HashMap<>();

  private GroupLags(Map<TopicPartition, Long> ends) {
    this.ends = ends;
  }

  /**
   * Asks the broker for the offsets of all groups.
   *
   * @param ends where the partitions end that count
   */
  static GroupLags ask(Admin admin, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    GroupLags lags = new GroupLags(ends);
    Map<Boolean, List<String>> byShare =
        admin.listGroups().all().get().stream()
            .collect(
                Collectors.partitioningBy(
                    group -> group.type().filter(GroupType.SHARE::equals).isPresent(),
                    Collectors.mapping(GroupListing::groupId, Collectors.toList())));
    lags.readers(admin, byShare.get(false));
    lags.queues(admin, byShare.get(true));
    return lags;
  }

  /** By group id, in order. */
  Map<String, Long> of(String topic) {
    return behindByTopic.getOrDefault(topic, Map.of());
  }

  private void readers(Admin admin, List<String> groups)
      throws ExecutionException, InterruptedException {
    Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
    groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
    for (var group : admin.listConsumerGroupOffsets(asked).all().get().entrySet()) {
      for (Map.Entry<TopicPartition, OffsetAndMetadata> at : group.getValue().entrySet()) {
        if (at.getValue() != null) {
          add(group.getKey(), at.getKey(), end -> end - at.getValue().offset());
        }
      }
    }
  }

  /** A queue's records may be done in any order, so the broker itself counts those left. */
  private void queues(Admin admin, List<String> groups)
      throws ExecutionException, InterruptedException {
    Map<String, ListShareGroupOffsetsSpec> asked = new HashMap<>();
    groups.forEach(group -> asked.put(group, new ListShareGroupOffsetsSpec()));
    for (var group : admin.listShareGroupOffsets(asked).all().get().entrySet()) {
      for (Map.Entry<TopicPartition, SharePartitionOffsetInfo> at : group.getValue().entrySet()) {
        if (at.getValue() != null) {
          SharePartitionOffsetInfo told = at.getValue();
          add(
              group.getKey(),
              at.getKey(),
              end -> told.lag().orElseGet(() -> end - told.startOffset()));
        }
      }
    }
  }

  private void add(String group, TopicPartition partition, LongUnaryOperator behind) {
    Long end = ends.get(partition);
    if (end != null) {
      behindByTopic
          .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
          .merge(group, Math.max(0, behind.applyAsLong(end)), Long::sum);
    }
  }
}
