package io.foretide.forecaster.versions;

import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.VersionPublished;
import io.foretide.schemas.VersionRetired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happened to one model, as far as it matters to whoever serves it. */
final class ModelHistory {
  /**
   * Where an alias was moved.
   *
   * @param move counts the moves of this alias from 1: the same version may be asked for again
   */
  record Target(int version, int move) {}

  private Optional<ModelDefined> definition = Optional.empty();
  private final Map<Integer, VersionPublished> versions = new HashMap<>();
  private final Set<Integer> retired = new HashSet<>();
  private final Map<String, List<Integer>> moves = new HashMap<>();

  synchronized void replay(ModelEvent event) {
    Object happened = event.getEvent();
    if (happened instanceof ModelDefined defined) {
      definition = Optional.of(defined);
    } else if (happened instanceof VersionPublished published) {
      versions.put(published.getVersion(), published);
    } else if (happened instanceof AliasMoved moved) {
      moves.computeIfAbsent(moved.getAlias(), a -> new ArrayList<>()).add(moved.getToVersion());
    } else if (happened instanceof VersionRetired gone) {
      retired.add(gone.getVersion());
    }
  }

  synchronized Optional<ModelDefined> definition() {
    return definition;
  }

  synchronized Optional<VersionPublished> version(int number) {
    return Optional.ofNullable(versions.get(number));
  }

  synchronized boolean isRetired(int number) {
    return retired.contains(number);
  }

  /** Where the alias points now. */
  synchronized Optional<Target> target(String alias) {
    List<Integer> all = moves.getOrDefault(alias, List.of());
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(new Target(all.get(all.size() - 1), all.size()));
  }

  /** Versions that the alias pointed to before, the latest first, each once. */
  synchronized List<Integer> before(String alias) {
    List<Integer> all = moves.getOrDefault(alias, List.of());
    List<Integer> earlier = new ArrayList<>();
    for (int i = all.size() - 2; i >= 0; i--) {
      if (!earlier.contains(all.get(i)) && !all.get(i).equals(all.get(all.size() - 1))) {
        earlier.add(all.get(i));
      }
    }
    return earlier;
  }
}
