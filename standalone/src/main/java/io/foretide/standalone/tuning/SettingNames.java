package io.foretide.standalone.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.runtime.CodedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The settings of a kind by name. A name may be written in short where that is plain: by how it
 * begins, or by the first letters of its words, as in {@code lr} for {@code learningRate}.
 */
public final class SettingNames {
  private final String kind;
  private final List<JsonNode> settings = new ArrayList<>();

  /**
   * @param listing a record of {@code model.kinds} as JSON
   */
  public SettingNames(JsonNode listing) {
    kind = listing.path("id").asText();
    listing.path("settings").forEach(settings::add);
  }

  /**
   * @throws CodedException FT-1711 if no setting goes by this name, or several do
   */
  public String full(String name) {
    List<String> found = matching(known -> known.equals(name));
    if (found.isEmpty()) {
      found = matching(known -> initials(known).equals(name));
    }
    if (found.isEmpty()) {
      found = matching(known -> known.startsWith(name));
    }
    if (found.size() != 1) {
      throw new CodedException(
          "FT-1711",
          "kind "
              + kind
              + (found.isEmpty() ? " has no setting \"" : " has several settings \"")
              + name
              + "\"; it has "
              + matching(known -> true));
    }
    return found.get(0);
  }

  /** The default of a setting; empty if the kind has no such setting. */
  Optional<String> defaultOf(String name) {
    return settings.stream()
        .filter(setting -> setting.path("name").asText().equals(name))
        .map(setting -> setting.path("defaultValue").asText())
        .findFirst();
  }

  private List<String> matching(Predicate<String> wanted) {
    return settings.stream().map(setting -> setting.path("name").asText()).filter(wanted).toList();
  }

  private static String initials(String name) {
    String words = name.substring(0, 1) + name.substring(1).replaceAll("[^A-Z0-9]", "");
    return words.toLowerCase(Locale.ROOT);
  }
}
