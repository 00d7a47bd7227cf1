package io.foretide.models.catalogue;

import io.foretide.models.additive.AdditiveKind;
import io.foretide.models.allocation.BicipoKind;
import io.foretide.models.allocation.CipoKind;
import io.foretide.models.baseline.DriftKind;
import io.foretide.models.baseline.NaiveKind;
import io.foretide.models.baseline.SeasonalMeanKind;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.boosted.LightGbmKind;
import io.foretide.models.direction.AdmKind;
import io.foretide.models.ensemble.BlendKind;
import io.foretide.models.ensemble.DirectionEnsembleKind;
import io.foretide.models.ensemble.HybridKind;
import io.foretide.models.ensemble.StackedKind;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.statistical.EtsKind;
import io.foretide.models.statistical.MstlKind;
import io.foretide.models.statistical.ThetaKind;
import io.foretide.models.yearly.YearIndexKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds that can be trained, by id. Those that live in other modules are handed in; ensembles
 * are built of what is there.
 */
public final class ModelCatalogue {
  private final Map<String, ModelKind> byId = new LinkedHashMap<>();

  private ModelCatalogue(List<ModelKind> kinds) {
    kinds.forEach(this::add);
    if (byId.containsKey("lstm")) {
      add(new HybridKind(byId.get("additive"), byId.get("lstm")));
    }
    add(new DirectionEnsembleKind(List.copyOf(byId.values())));
    List<ModelKind> members = List.copyOf(byId.values());
    add(new BlendKind(members));
    add(new StackedKind(members));
  }

  /** A new kind of this module is a line here. */
  public static ModelCatalogue of(List<ModelKind> more) {
    List<ModelKind> kinds =
        new ArrayList<>(
            List.of(
                new NaiveKind(),
                new SeasonalNaiveKind(),
                new SeasonalMeanKind(),
                new DriftKind(),
                new EtsKind(),
                new ThetaKind(),
                new MstlKind(),
                new YearIndexKind(List.of(new SeasonalMeanKind(), new ThetaKind())),
                new AdditiveKind(),
                new LightGbmKind(),
                new AdmKind(),
                new CipoKind(),
                new BicipoKind()));
    kinds.addAll(more);
    return new ModelCatalogue(kinds);
  }

  private void add(ModelKind kind) {
    ModelKind other = byId.putIfAbsent(kind.card().id(), kind);
    if (other != null) {
      throw new IllegalArgumentException(
          kind.getClass() + " and " + other.getClass() + " are both called " + kind.card().id());
    }
  }

  /** All kinds, baselines first, ensembles last. */
  public List<ModelKind> all() {
    return List.copyOf(byId.values());
  }

  /**
   * @throws UnknownKindException if there is no kind of that id; the message lists those there are
   */
  public ModelKind get(String id) {
    ModelKind kind = byId.get(id);
    if (kind == null) {
      throw new UnknownKindException(id, byId.keySet());
    }
    return kind;
  }

  public boolean contains(String id) {
    return byId.containsKey(id);
  }
}
