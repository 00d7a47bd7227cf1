package io.foretide.embedded.schemaregistry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /config} and {@code /mode}, of the whole registry and of a subject. */
final class SettingsApi {
  private final Settings settings;

  SettingsApi(Settings settings) {
    this.settings = settings;
  }

  void addTo(Routes routes) {
    for (String path : List.of("/config", "/config/*")) {
      routes.get(path, (r, at) -> level(settings.level(subject(at), orGlobal(r)).name));
      routes.put(
          path,
          (r, at) ->
              Map.of(
                  "compatibility",
                  settings.setLevel(subject(at), r.required("compatibility")).name));
      routes.delete(path, (r, at) -> level(settings.unsetLevel(subject(at)).name));
    }
    for (String path : List.of("/mode", "/mode/*")) {
      routes.get(path, (r, at) -> mode(settings.mode(subject(at), orGlobal(r))));
      routes.put(
          path,
          (r, at) -> mode(settings.setMode(subject(at), r.required("mode"), r.flag("force"))));
      routes.delete(path, (r, at) -> mode(settings.unsetMode(subject(at))));
    }
  }

  private static Optional<String> subject(List<String> at) {
    return at.stream().findFirst();
  }

  private static boolean orGlobal(Request r) {
    return r.flag("defaultToGlobal");
  }

  private static Map<String, String> level(String name) {
    return Map.of("compatibilityLevel", name);
  }

  private static Map<String, String> mode(Mode mode) {
    return Map.of("mode", mode.name());
  }
}
