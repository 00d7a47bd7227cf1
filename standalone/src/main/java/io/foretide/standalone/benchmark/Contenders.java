package io.foretide.standalone.benchmark;

import io.foretide.models.catalogue.ModelCatalogue;
import io.foretide.models.comparison.Contender;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.SettingsSchema.Spec;
import io.foretide.runtime.CodedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who enters a comparison, as a person writes it. */
public final class Contenders {
  private static final String VARIANT = "variant";

  private final ModelCatalogue catalogue;

  public Contenders(ModelCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * @param texts each a kind, with settings if wanted: {@code lightgbm:rounds=50;leaves=15}
   * @param variants each kind enters once with every one of them that it has, or as it is if it has
   *     none of them
   * @throws CodedException FT-1605 for an unknown kind, FT-1714 for settings that cannot be read
   */
  public List<Contender> of(List<String> texts, List<String> variants) {
    List<Contender> contenders = new ArrayList<>();
    for (String text : texts) {
      List<String> has = variantsOf(kind(text));
      List<String> wanted = variants.stream().filter(has::contains).toList();
      if (wanted.isEmpty()) {
        contenders.add(contender(text, Optional.empty()));
      } else {
        wanted.forEach(variant -> contenders.add(contender(text, Optional.of(variant))));
      }
    }
    return contenders;
  }

  private Contender contender(String text, Optional<String> variant) {
    Map<String, String> settings = new LinkedHashMap<>(settings(text));
    variant.ifPresent(name -> settings.putIfAbsent(VARIANT, name));
    return new Contender(label(text, settings), kind(text), new Settings(settings));
  }

  /** {@code tcn:variant=deep;epochs=5}: what {@link #of} reads as the same contender again. */
  private static String label(String text, Map<String, String> settings) {
    StringBuilder label = new StringBuilder(text.split(":", 2)[0]);
    String next = ":";
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      label.append(next).append(setting.getKey()).append('=').append(setting.getValue());
      next = ";";
    }
    return label.toString();
  }

  private ModelKind kind(String text) {
    String id = text.split(":", 2)[0].strip();
    if (!catalogue.contains(id)) {
      throw new CodedException(
          "FT-1605",
          "there is no kind \""
              + id
              + "\"; there are "
              + catalogue.all().stream().map(kind -> kind.card().id()).toList());
    }
    return catalogue.get(id);
  }

  private static List<String> variantsOf(ModelKind kind) {
    return kind.settings().specs().stream()
        .filter(spec -> spec.name().equals(VARIANT))
        .map(Spec::choices)
        .findFirst()
        .orElse(List.of());
  }

  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    String[] parts = text.split(":", 2);
    for (String pair : parts.length > 1 ? parts[1].split(";") : new String[0]) {
      String[] both = pair.split("=", 2);
      if (both.length != 2 || both[0].isBlank()) {
        throw new CodedException(
            "FT-1714", "\"" + text + "\": write settings as lightgbm:rounds=50;leaves=15");
      }
      settings.put(both[0].strip(), both[1].strip());
    }
    return settings;
  }
}
