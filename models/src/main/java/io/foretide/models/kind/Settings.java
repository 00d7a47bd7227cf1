package io.foretide.models.kind;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody chose for a kind's settings, as text by name; everything else takes its default.
 */
public record Settings(Map<String, String> chosen) {
  public static final Settings DEFAULTS = new Settings(Map.of());

  public Settings {
    chosen = Collections.unmodifiableMap(new TreeMap<>(chosen));
  }

  public static Settings of(String... namesAndValues) {
    Map<String, String> chosen = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      chosen.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Settings(chosen);
  }
}
