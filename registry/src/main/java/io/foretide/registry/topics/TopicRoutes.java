package io.foretide.registry.topics;

import io.foretide.registry.topics.TopicView.Reader;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.rest.Answer;
import io.foretide.runtime.rest.Api;
import io.foretide.runtime.rest.Route;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** What is on the topics and who is behind, asked of the broker each time. */
public final class TopicRoutes implements Api, AutoCloseable {
  private final Wire wire;
  private final Admin admin;

  public TopicRoutes(ServiceConfig config, Wire wire) {
    this.wire = wire;
    this.admin = config.admin();
  }

  @Override
  public List<Route> table() {
    return List.of(
        Route.get("/topics")
            .says("health", "Every topic: how much is on it, how long it stays, who is behind")
            .answers(Answer.list(TopicView.class), call -> views()));
  }

  private List<TopicView> views() {
    try {
      Map<String, TopicDescription> described = admin.describeTopics(names()).allTopicNames().get();
      Map<TopicPartition, Long> starts = offsets(described, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(described, OffsetSpec.latest());
      GroupLags lags = GroupLags.ask(admin, ends);
      return Topics.all().stream().map(topic -> view(topic, starts, ends, lags)).toList();
    } catch (ExecutionException e) {
      throw new CodedException(
          "FT-1606",
          "the broker does not tell of its topics: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CodedException("FT-1606", "interrupted while asking the broker", e);
    }
  }

  private Set<String> names() {
    return Topics.all().stream().map(wire::name).collect(Collectors.toSet());
  }

  private TopicView view(
      Topic<?> topic,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      GroupLags lags) {
    String name = wire.name(topic);
    List<TopicPartition> partitions =
        ends.keySet().stream().filter(partition -> partition.topic().equals(name)).toList();
    return new TopicView(
        name,
        topic.purpose(),
        partitions.size(),
        partitions.stream().mapToLong(at -> ends.get(at) - starts.get(at)).sum(),
        topic.compacted(),
        topic.retention().map(Duration::toSeconds),
        lags.of(name).entrySet().stream()
            .map(lag -> new Reader(lag.getKey(), lag.getValue()))
            .toList());
  }

  private Map<TopicPartition, Long> offsets(
      Map<String, TopicDescription> described, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    described.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(at -> asked.put(new TopicPartition(name, at.partition()), which)));
    Map<TopicPartition, Long> found = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> at :
        admin.listOffsets(asked).all().get().entrySet()) {
      found.put(at.getKey(), at.getValue().offset());
    }
    return found;
  }

  @Override
  public void close() {
    admin.close();
  }
}
