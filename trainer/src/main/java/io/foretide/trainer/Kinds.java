package io.foretide.trainer;

import io.foretide.models.kind.ModelKind;
import io.foretide.runtime.CodedException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds that this trainer can train, by id. */
final class Kinds {
  /** The floor of any comparison, the better known first. */
  private static final List<String> FLOORS = List.of("seasonal-naive", "naive");

  /** Of a market, where a season would be a weaker one. */
  private static final List<String> MARKET_FLOORS = List.of("naive");

  private final Map<String, ModelKind> byId = new TreeMap<>();

  Kinds(Collection<? extends ModelKind> kinds) {
    kinds.forEach(kind -> byId.put(kind.card().id(), kind));
  }

  /** These and one more. */
  Kinds and(ModelKind more) {
    Kinds kinds = new Kinds(byId.values());
    kinds.byId.put(more.card().id(), more);
    return kinds;
  }

  Collection<ModelKind> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  Optional<ModelKind> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * @throws CodedException FT-1401 if this trainer has no such kind
   */
  ModelKind get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1401",
                    "there is no kind \"" + id + "\"; this trainer has " + byId.keySet()));
  }

  /** The kind that every scorecard is set beside; empty if this trainer was given none. */
  Optional<ModelKind> floor(boolean market) {
    return (market ? MARKET_FLOORS : FLOORS).stream().flatMap(id -> find(id).stream()).findFirst();
  }
}
