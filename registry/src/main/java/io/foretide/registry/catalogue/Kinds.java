package io.foretide.registry.catalogue;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.log.TopicFollower;
import io.foretide.schemas.KindListing;
import io.foretide.schemas.topics.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The kinds that trainers offer, by replay of {@code model.kinds}. */
public final class Kinds {
  private final Map<String, KindListing> kinds = new ConcurrentSkipListMap<>();

  public void follow(TopicFollower follower) {
    follower.follow(Topics.MODEL_KINDS, kind -> replay(kind.key(), kind.value()));
  }

  void replay(String id, KindListing kind) {
    if (kind == null) {
      kinds.remove(id);
    } else {
      kinds.put(id, kind);
    }
  }

  /** By id. */
  public Collection<KindListing> all() {
    return kinds.values();
  }

  public Optional<KindListing> find(String id) {
    return Optional.ofNullable(kinds.get(id));
  }

  /**
   * @throws CodedException FT-1605 if no trainer offers it
   */
  public KindListing kind(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1605",
                    "there is no kind \"" + id + "\"; the trainers offer " + kinds.keySet()));
  }
}
