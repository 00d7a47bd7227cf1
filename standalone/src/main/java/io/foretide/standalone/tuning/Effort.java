package io.foretide.standalone.tuning;

import io.foretide.runtime.CodedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The setting of a kind that says how long it learns.
 *
 * @param setting such as {@code epochs}
 * @param full its value in a full training
 */
record Effort(String setting, int full) {
  private static final List<String> USUAL = List.of("epochs", "rounds");

  /**
   * @param named by whoever asked; otherwise one of the usual
   * @param fixed settings that all trials share
   * @throws CodedException FT-1712 if the kind has no such setting, or it is no whole number
   */
  static Effort of(
      Optional<String> named, Map<String, String> fixed, Grid grid, SettingNames names) {
    String setting =
        named
            .map(names::full)
            .or(() -> USUAL.stream().filter(one -> names.defaultOf(one).isPresent()).findFirst())
            .orElseThrow(
                () ->
                    new CodedException(
                        "FT-1712",
                        "successive halving gives the better trials more effort, and none of "
                            + USUAL
                            + " is a setting of this kind; name one with --effort, or leave out"
                            + " --search halving"));
    if (grid.names().contains(setting)) {
      throw new CodedException(
          "FT-1712", setting + " is what halving changes by itself; leave it out of --grid");
    }
    String value = fixed.getOrDefault(setting, names.defaultOf(setting).orElse(""));
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new CodedException(
          "FT-1712", "the effort " + setting + "=" + value + " is not a whole number");
    }
    return new Effort(setting, Integer.parseInt(value));
  }

  /** The settings with this share of the effort. */
  Map<String, String> with(Map<String, String> settings, double share) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, Long.toString(Math.max(1, Math.round(share * full))));
    return more;
  }
}
