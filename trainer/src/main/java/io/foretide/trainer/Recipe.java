package io.foretide.trainer;

import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kind with all of its settings and a seed: on the same data the same recipe gives the same
 * model, and so the same scores.
 *
 * @param settings every setting of the kind, the defaults written out
 */
record Recipe(String kind, Map<String, String> settings, long seed) {
  Recipe {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  static Recipe of(ModelKind kind, Map<String, String> chosen, long seed) {
    Map<String, String> all = kind.settings().resolve(new Settings(chosen)).chosen();
    return new Recipe(kind.card().id(), all, seed);
  }

  Settings asSettings() {
    return new Settings(settings);
  }
}
