package io.foretide.trainer;

import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the events of one model add up to. Changes only by replaying an event. */
final class ModelState {
  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";

  private final TreeMap<Integer, VersionPublished> versions = new TreeMap<>();
  private final Map<String, Integer> aliases = new HashMap<>();
  private final Map<String, Integer> versionOfRun = new HashMap<>();
  private Optional<ModelDefined> definition = Optional.empty();

  void replay(ModelEvent event) {
    if (event.getEvent() instanceof ModelDefined defined) {
      definition = Optional.of(defined);
    } else if (event.getEvent() instanceof VersionPublished published) {
      versions.put(published.getVersion(), published);
      versionOfRun.put(published.getRun(), published.getVersion());
    } else if (event.getEvent() instanceof AliasMoved moved) {
      aliases.put(moved.getAlias(), moved.getToVersion());
    }
  }

  Optional<ModelDefined> definition() {
    return definition;
  }

  Optional<VersionPublished> alias(String alias) {
    return Optional.ofNullable(aliases.get(alias)).map(versions::get);
  }

  Optional<Integer> versionOf(String run) {
    return Optional.ofNullable(versionOfRun.get(run));
  }

  int nextVersion() {
    return versions.isEmpty() ? 1 : versions.lastKey() + 1;
  }
}
