package io.foretide.registry.catalogue;

import io.foretide.models.kind.SettingException;
import io.foretide.models.kind.SettingsSchema.Spec;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.rest.Json;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.KindSetting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings that were checked, under an id that holds them: whoever has the id has the settings, on
 * every instance and after every restart, and nothing has to be kept.
 */
public final class Configurations {
  private static final String PREFIX = "config-";

  private final Kinds kinds;

  public Configurations(Kinds kinds) {
    this.kinds = kinds;
  }

  @Says("Settings for a kind.")
  public record Choice(
      @Says("Id of the kind.") String kind,
      @Says("Over its defaults, as somebody would type them.")
          Optional<Map<String, String>> settings) {}

  @Says("Settings that were checked.")
  public record Configuration(
      @Says("For POST /models/train. It holds the settings themselves.") String config,
      @Says("Id of the kind.") String kind,
      @Says("Those that were chosen.") Map<String, String> settings,
      @Says("All of them, defaults included.") Map<String, String> resolved) {}

  /**
   * @throws CodedException FT-1605 for an unknown kind, FT-1402 for a setting that is not taken
   */
  public Configuration make(Choice choice) {
    Map<String, String> chosen = new TreeMap<>(choice.settings().orElse(Map.of()));
    check(choice.kind(), chosen);
    byte[] content = Json.bytes(new Choice(choice.kind(), Optional.of(chosen)));
    return of(
        choice.kind(),
        chosen,
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(content));
  }

  /**
   * @throws CodedException FT-1610 if it is no id that {@link #make} gave
   */
  public Configuration read(String config) {
    try {
      String content =
          new String(
              Base64.getUrlDecoder().decode(config.substring(PREFIX.length())),
              StandardCharsets.UTF_8);
      Choice choice = Json.read(content, Choice.class);
      check(choice.kind(), choice.settings().orElse(Map.of()));
      return of(choice.kind(), choice.settings().orElse(Map.of()), config);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CodedException(
          "FT-1610", "\"" + config + "\" is no id that POST /models/configure gave", e);
    }
  }

  private Configuration of(String kind, Map<String, String> chosen, String id) {
    Map<String, String> resolved = new TreeMap<>();
    kinds.kind(kind).getSettings().forEach(s -> resolved.put(s.getName(), s.getDefaultValue()));
    resolved.putAll(chosen);
    return new Configuration(id, kind, chosen, resolved);
  }

  /**
   * @throws CodedException FT-1605 for an unknown kind, FT-1402 for a setting that is not taken
   */
  public void check(String kind, Map<String, String> chosen) {
    Map<String, KindSetting> known = new TreeMap<>();
    kinds.kind(kind).getSettings().forEach(setting -> known.put(setting.getName(), setting));
    chosen.forEach(
        (name, text) -> {
          KindSetting setting = known.get(name);
          if (setting == null) {
            throw new CodedException(
                "FT-1402",
                "there is no setting \"" + name + "\"; kind " + kind + " has " + known.keySet());
          }
          try {
            spec(setting).parse(text);
          } catch (SettingException e) {
            throw new CodedException("FT-1402", e.getMessage(), e);
          }
        });
  }

  private static Spec spec(KindSetting setting) {
    return new Spec(
        setting.getName(),
        setting.getType(),
        setting.getDefaultValue(),
        Optional.ofNullable(setting.getMin()).orElse(Double.NEGATIVE_INFINITY),
        Optional.ofNullable(setting.getMax()).orElse(Double.POSITIVE_INFINITY),
        setting.getChoices(),
        setting.getHelp());
  }
}
