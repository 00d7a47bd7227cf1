package io.foretide.forecaster.versions;

import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.topics.SeriesKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every model, as {@code model.events} tells it; changed by {@link #replay} and nothing else. */
public final class ModelDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDirectory.class);

  private final Map<String, ModelHistory> models = new ConcurrentHashMap<>();
  private final Consumer<ServedAs> aliasMoved;

  /**
   * @param aliasMoved told after each move of an alias that is served, at start-up and live
   */
  public ModelDirectory(Consumer<ServedAs> aliasMoved) {
    this.aliasMoved = aliasMoved;
  }

  public void replay(ModelEvent event) {
    if (!SeriesKeys.canName(event.getModel())) {
      LOG.warn(
          "FT-1516 the model \"{}\" is not served: a name with # would be mistaken for another"
              + " in the keys of forecasts. Define it under a name without.",
          event.getModel());
      return;
    }
    models.computeIfAbsent(event.getModel(), m -> new ModelHistory()).replay(event);
    if (event.getEvent() instanceof AliasMoved moved && ServedAs.ALL.contains(moved.getAlias())) {
      aliasMoved.accept(new ServedAs(event.getModel(), moved.getAlias()));
      ServedAs canary = new ServedAs(event.getModel(), ServedAs.CANARY);
      if (moved.getAlias().equals(ServedAs.CHAMPION) && points(canary)) {
        aliasMoved.accept(canary);
      }
    }
  }

  /** Names of all models, in order. */
  public Set<String> models() {
    return new TreeSet<>(models.keySet());
  }

  /** What the model forecasts, if that was said. */
  public Optional<ModelDefined> definition(String model) {
    return Optional.ofNullable(models.get(model)).flatMap(ModelHistory::definition);
  }

  /** What answers for some of the model's series in the champion's place. */
  public Optional<Canary> canary(String model) {
    return Optional.ofNullable(models.get(model)).flatMap(ModelHistory::canary);
  }

  /** Every place that the model was ever served in. */
  public List<ServedAs> places(String model) {
    return ServedAs.ALL.stream()
        .map(alias -> new ServedAs(model, alias))
        .filter(this::points)
        .toList();
  }

  private boolean points(ServedAs as) {
    return Optional.ofNullable(models.get(as.model()))
        .flatMap(history -> history.target(as.alias()))
        .isPresent();
  }

  ModelHistory history(String model) {
    return models.get(model);
  }
}
