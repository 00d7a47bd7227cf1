package io.foretide.registry.versions;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.topics.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Every model, by replay of {@code model.events}. */
public final class Models {
  private final Map<String, ModelHistory> models = new ConcurrentSkipListMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final List<Consumer<Published>> listeners = new CopyOnWriteArrayList<>();

  public void follow(TopicFollower follower) {
    follower.follow(Topics.MODEL_EVENTS, event -> replay(event.value()));
  }

  /** The listener gets each version that is published, on the thread that replays. */
  public void onPublished(Consumer<Published> listener) {
    listeners.add(listener);
  }

  void replay(ModelEvent event) {
    models
        .computeIfAbsent(event.getModel(), ModelHistory::new)
        .replay(event)
        .ifPresent(published -> listeners.forEach(listener -> listener.accept(published)));
    // At last: what was looked up before is then known to be of before.
    changes.incrementAndGet();
  }

  /** Grows with every event. */
  public long changes() {
    return changes.get();
  }

  /** By name. */
  public Collection<ModelHistory> all() {
    return models.values();
  }

  public Optional<ModelHistory> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  /**
   * @throws CodedException FT-1601 if there is none of that name
   */
  public ModelHistory model(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1601",
                    "there is no model \""
                        + name
                        + "\"; there are "
                        + models.keySet()
                        + ", and the first upload of a data set makes one"));
  }
}
