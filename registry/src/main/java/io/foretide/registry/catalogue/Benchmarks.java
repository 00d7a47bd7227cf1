package io.foretide.registry.catalogue;

import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.KindBenchmark;
import io.foretide.schemas.topics.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The latest benchmark of each kind, by replay of {@code kind.benchmarks}. */
public final class Benchmarks {
  private final Map<String, KindBenchmark> latest = new ConcurrentHashMap<>();

  public void follow(TopicFollower follower) {
    follower.follow(
        Topics.KIND_BENCHMARKS, benchmark -> replay(benchmark.key(), benchmark.value()));
  }

  private void replay(String kind, KindBenchmark benchmark) {
    if (benchmark == null) {
      latest.remove(kind);
    } else {
      latest.put(kind, benchmark);
    }
  }

  Optional<KindBenchmark> of(String kind) {
    return Optional.ofNullable(latest.get(kind));
  }
}
