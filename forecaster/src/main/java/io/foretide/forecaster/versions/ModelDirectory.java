package io.foretide.forecaster.versions;

import io.foretide.schemas.AliasMoved;
import io.foretide.schemas.ModelDefined;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.topics.SeriesKeys;
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
    if (event.getEvent() instanceof AliasMoved moved
        && (moved.getAlias().equals(ServedAs.CHAMPION)
            || moved.getAlias().equals(ServedAs.CHALLENGER))) {
      aliasMoved.accept(new ServedAs(event.getModel(), moved.getAlias()));
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

  /** Whether the alias was ever moved. */
  public boolean points(ServedAs as) {
    return Optional.ofNullable(models.get(as.model()))
        .flatMap(history -> history.target(as.alias()))
        .isPresent();
  }

  ModelHistory history(String model) {
    return models.get(model);
  }
}
