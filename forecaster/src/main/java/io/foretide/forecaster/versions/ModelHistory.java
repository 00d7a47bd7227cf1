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
   * @param share percent of the series that it is for; 0 where it points to nothing any more
   */
  record Target(int version, int move, double share) {
    boolean ended() {
      return share == 0;
    }
  }

  private Optional<ModelDefined> definition = Optional.empty();
  private final Map<Integer, VersionPublished> versions = new HashMap<>();
  private final Set<Integer> retired = new HashSet<>();
  private final Map<String, List<Target>> moves = new HashMap<>();

  synchronized void replay(ModelEvent event) {
    Object happened = event.getEvent();
    if (happened instanceof ModelDefined defined) {
      definition = Optional.of(defined);
    } else if (happened instanceof VersionPublished published) {
      versions.put(published.getVersion(), published);
    } else if (happened instanceof AliasMoved moved) {
      move(moved.getAlias(), moved.getToVersion(), shareOf(moved));
      if (moved.getAlias().equals(ServedAs.CHAMPION)) {
        // A canary is tried beside the champion that was there when it began.
        canary().ifPresent(canary -> move(ServedAs.CANARY, canary.version(), 0));
      }
    } else if (happened instanceof VersionRetired gone) {
      retired.add(gone.getVersion());
    }
  }

  private static double shareOf(AliasMoved moved) {
    return moved.getShare() == null ? 100 : moved.getShare();
  }

  private void move(String alias, int version, double share) {
    List<Target> all = moves.computeIfAbsent(alias, a -> new ArrayList<>());
    all.add(new Target(version, all.size() + 1, share));
  }

  /** Empty if there is none, or none any more. */
  synchronized Optional<Canary> canary() {
    return target(ServedAs.CANARY)
        .filter(target -> !target.ended())
        .map(target -> new Canary(target.version(), target.share()));
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
    List<Target> all = moves.getOrDefault(alias, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Versions that the alias pointed to before, the latest first, each once. */
  synchronized List<Integer> before(String alias) {
    List<Integer> all = moves.getOrDefault(alias, List.of()).stream().map(Target::version).toList();
    List<Integer> earlier = new ArrayList<>();
    for (int i = all.size() - 2; i >= 0; i--) {
      if (!earlier.contains(all.get(i)) && !all.get(i).equals(all.get(all.size() - 1))) {
        earlier.add(all.get(i));
      }
    }
    return earlier;
  }
}
