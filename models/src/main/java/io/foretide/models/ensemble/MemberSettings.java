package io.foretide.models.ensemble;

import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.SettingException;
import io.foretide.models.kind.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody chose for the members of an ensemble, as one text: {@code
 * ets.window=500;lightgbm.rounds=300}.
 */
final class MemberSettings {
  private final Map<String, Map<String, String>> byKind = new HashMap<>();

  /**
   * @throws SettingException if the text is malformed, names a kind that is not among the members,
   *     or a setting that the member refuses
   */
  MemberSettings(String text, List<ModelKind> members) {
    for (String entry : text.split(";")) {
      if (entry.isBlank()) {
        continue;
      }
      int dot = entry.indexOf('.');
      int equals = entry.indexOf('=');
      if (dot < 1 || equals < dot) {
        throw new SettingException(
            "settings of members read kind.setting=value; ..., not \"" + entry.strip() + "\"");
      }
      byKind
          .computeIfAbsent(entry.substring(0, dot).strip(), kind -> new TreeMap<>())
          .put(entry.substring(dot + 1, equals).strip(), entry.substring(equals + 1).strip());
    }
    List<String> ids = members.stream().map(member -> member.card().id()).toList();
    for (String kind : byKind.keySet()) {
      if (!ids.contains(kind)) {
        throw new SettingException("\"" + kind + "\" is not a member; the members are " + ids);
      }
    }
    members.forEach(member -> member.settings().validate(of(member)));
  }

  /**
   * The members that a text names, by comma.
   *
   * @param kinds what can be chosen from, by id
   * @throws SettingException if one of them cannot
   */
  static List<ModelKind> members(String text, Map<String, ModelKind> kinds) {
    List<ModelKind> members = new ArrayList<>();
    for (String id : text.split(",")) {
      ModelKind member = kinds.get(id.strip());
      if (member == null) {
        throw new SettingException(
            "\"" + id.strip() + "\" cannot be blended; these can: " + kinds.keySet());
      }
      members.add(member);
    }
    return members;
  }

  /** A default of the ensemble for one of its members; what was chosen by name goes before. */
  MemberSettings orElse(ModelKind member, String name, String value) {
    byKind.computeIfAbsent(member.card().id(), kind -> new TreeMap<>()).putIfAbsent(name, value);
    return this;
  }

  /** The columns whose future at least one of the members is told. */
  Set<String> knownAhead(Collection<ModelKind> members) {
    return members.stream()
        .flatMap(member -> member.knownAhead(of(member)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  Settings of(ModelKind member) {
    return new Settings(byKind.getOrDefault(member.card().id(), Map.of()));
  }
}
