package io.foretide.registry;

import io.foretide.runtime.CodedException;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionRetired;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One model as its events tell it. Changes only by {@link #replay}. */
final class ModelHistory {
  static final String CHAMPION = "champion";

  private final String name;
  private final List<ModelEvent> events = new ArrayList<>();
  private final Map<Integer, VersionPublished> versions = new TreeMap<>();
  private final Map<String, Integer> aliases = new TreeMap<>();
  private final List<Integer> champions = new ArrayList<>();
  private final TreeSet<Integer> retired = new TreeSet<>();
  private Optional<ModelDefined> definition = Optional.empty();

  ModelHistory(String name) {
    this.name = name;
  }

  synchronized void replay(ModelEvent event) {
    events.add(event);
    Object what = event.getEvent();
    if (what instanceof ModelDefined defined) {
      definition = Optional.of(defined);
    } else if (what instanceof VersionPublished published) {
      versions.put(published.getVersion(), published);
    } else if (what instanceof AliasMoved moved) {
      aliases.put(moved.getAlias(), moved.getToVersion());
      if (moved.getAlias().equals(CHAMPION)) {
        rememberChampion(moved.getToVersion());
      }
    } else if (what instanceof VersionRetired gone) {
      retired.add(gone.getVersion());
    }
  }

  /** A rollback returns to an earlier champion; what it undid is then not "before" it. */
  private void rememberChampion(int version) {
    int earlier = champions.lastIndexOf(version);
    if (earlier >= 0) {
      champions.subList(earlier + 1, champions.size()).clear();
    } else {
      champions.add(version);
    }
  }

  String name() {
    return name;
  }

  synchronized Optional<ModelDefined> definition() {
    return definition;
  }

  synchronized Collection<VersionPublished> versions() {
    return List.copyOf(versions.values());
  }

  synchronized Map<String, Integer> aliases() {
    return Map.copyOf(aliases);
  }

  synchronized List<ModelEvent> events() {
    return List.copyOf(events);
  }

  /**
   * The version, if an alias may point to it.
   *
   * @throws CodedException FT-1602 if there is none of that number; FT-1603 if it was retired
   */
  synchronized VersionPublished servable(int version) {
    VersionPublished published = versions.get(version);
    if (published == null) {
      throw new CodedException(
          "FT-1602",
          "model " + name + " has no version " + version + "; it has " + versions.keySet());
    }
    if (retired.contains(version)) {
      throw new CodedException(
          "FT-1603", "version " + name + "/" + version + " was retired; train a new one");
    }
    return published;
  }

  /**
   * The champion before the present one.
   *
   * @throws CodedException FT-1602 if there was none
   */
  synchronized int previousChampion() {
    for (int i = champions.size() - 2; i >= 0; i--) {
      if (!retired.contains(champions.get(i))) {
        return champions.get(i);
      }
    }
    throw new CodedException("FT-1602", "model " + name + " has no earlier champion to go back to");
  }
}
