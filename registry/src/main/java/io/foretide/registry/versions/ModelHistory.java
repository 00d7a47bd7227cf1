package io.foretide.registry.versions;

import io.foretide.runtime.CodedException;
import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.BaselineReset;
import io.foretide.schemas.FilesDeleted;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionRetired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One model as its events tell it. Changes only by {@link #replay}. */
public final class ModelHistory {
  public static final String CHAMPION = "champion";
  public static final String CHALLENGER = "challenger";

  /** What answers for a share of the series in the champion's place. */
  public static final String CANARY = "canary";

  private final String name;
  private final List<ModelEvent> events = new ArrayList<>();
  private final SortedMap<Integer, Published> versions = new TreeMap<>();
  private final SortedMap<String, Integer> aliases = new TreeMap<>();
  private final List<Integer> champions = new ArrayList<>();
  private final Map<Integer, Instant> retired = new HashMap<>();
  private final Set<Integer> filesDeleted = new HashSet<>();
  private Optional<ModelDefined> definition = Optional.empty();
  private Optional<Instant> reset = Optional.empty();
  private Optional<Double> share = Optional.empty();

  /** A version, and when and by whom it was published. */
  public record Published(VersionPublished version, Instant at, String by) {
    public int number() {
      return version.getVersion();
    }
  }

  ModelHistory(String name) {
    this.name = name;
  }

  /** Returns the version that the event made, if it made one. */
  synchronized Optional<Published> replay(ModelEvent event) {
    events.add(event);
    Object what = event.getEvent();
    if (what instanceof VersionPublished version) {
      Published published = new Published(version, event.getTime(), event.getWho());
      boolean fresh = versions.put(published.number(), published) == null;
      return fresh ? Optional.of(published) : Optional.empty();
    } else if (what instanceof ModelDefined defined) {
      definition = Optional.of(defined);
    } else if (what instanceof AliasMoved moved) {
      move(moved);
    } else if (what instanceof VersionRetired gone) {
      retired.putIfAbsent(gone.getVersion(), event.getTime());
    } else if (what instanceof FilesDeleted deleted) {
      filesDeleted.add(deleted.getVersion());
    } else if (what instanceof BaselineReset) {
      reset = Optional.of(event.getTime());
    }
    return Optional.empty();
  }

  /** A canary is tried beside the champion that was there when it began. */
  private void move(AliasMoved moved) {
    aliases.put(moved.getAlias(), moved.getToVersion());
    if (moved.getAlias().equals(CHAMPION)) {
      rememberChampion(moved.getToVersion());
      share = Optional.empty();
    } else if (moved.getAlias().equals(CANARY)) {
      share = Optional.ofNullable(moved.getShare()).or(() -> Optional.of(100.0));
    }
    if (share.filter(percent -> percent > 0).isEmpty()) {
      share = Optional.empty();
      aliases.remove(CANARY);
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

  public String name() {
    return name;
  }

  public synchronized Optional<ModelDefined> definition() {
    return definition;
  }

  /** By number. */
  public synchronized List<Published> versions() {
    return List.copyOf(versions.values());
  }

  public synchronized int size() {
    return versions.size();
  }

  public synchronized Map<String, Integer> aliases() {
    return new TreeMap<>(aliases);
  }

  /** Percent of the series that the canary answers for, if there is one. */
  public synchronized Optional<Double> canaryShare() {
    return share;
  }

  /** The aliases that point to a version. */
  public synchronized List<String> aliasesOf(int version) {
    return aliases.entrySet().stream()
        .filter(alias -> alias.getValue() == version)
        .map(Map.Entry::getKey)
        .toList();
  }

  public synchronized boolean retired(int version) {
    return retired.containsKey(version);
  }

  public synchronized Optional<Instant> retiredAt(int version) {
    return Optional.ofNullable(retired.get(version));
  }

  /** Whether the files that only this version used are gone from the store. */
  public synchronized boolean filesDeleted(int version) {
    return filesDeleted.contains(version);
  }

  /** When somebody last set a new start for comparing runs. */
  public synchronized Optional<Instant> resetAt() {
    return reset;
  }

  public synchronized List<ModelEvent> events() {
    return List.copyOf(events);
  }

  public synchronized Optional<Published> find(int number) {
    return Optional.ofNullable(versions.get(number));
  }

  /**
   * The version, retired or not.
   *
   * @throws CodedException FT-1602 if there is none of that number
   */
  public synchronized Published version(int number) {
    Published published = versions.get(number);
    if (published == null) {
      throw new CodedException(
          "FT-1602",
          "model " + name + " has no version " + number + "; it has " + versions.keySet());
    }
    return published;
  }

  /**
   * The version, if an alias may point to it.
   *
   * @throws CodedException FT-1602 if there is none of that number; FT-1603 if it was retired
   */
  public synchronized Published servable(int number) {
    Published published = version(number);
    if (retired.containsKey(number)) {
      throw new CodedException(
          "FT-1603", "version " + name + "/" + number + " was retired; train a new one");
    }
    return published;
  }

  /**
   * The champion before the present one.
   *
   * @throws CodedException FT-1602 if there was none
   */
  synchronized int previousChampion() {
    return earlierChampion()
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1602", "model " + name + " has no earlier champion to go back to"));
  }

  /** What a rollback would go back to. */
  synchronized Optional<Integer> earlierChampion() {
    for (int i = champions.size() - 2; i >= 0; i--) {
      if (!retired.containsKey(champions.get(i))) {
        return Optional.of(champions.get(i));
      }
    }
    return Optional.empty();
  }
}
