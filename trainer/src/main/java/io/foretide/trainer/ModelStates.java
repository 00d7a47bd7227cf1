package io.foretide.trainer;

import io.foretide.schemas.ModelEvent;
import java.util.HashMap;
import java.util.Map;

/** All models, as far as {@code model.events} was replayed. */
final class ModelStates {
  private final Map<String, ModelState> byName = new HashMap<>();

  void replay(ModelEvent event) {
    byName.computeIfAbsent(event.getModel(), name -> new ModelState()).replay(event);
  }

  /** The state of a model, without definition or versions if nothing is known of it. */
  ModelState of(String model) {
    return byName.getOrDefault(model, new ModelState());
  }
}
