package io.foretide.embedded.schemaregistry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.foretide.embedded.schemaregistry.RegistryEvent.LevelSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.ModeSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectCleared;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectDeleted;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionErased;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionStored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that the log says so far. It changes by {@link #replay} alone, at start and live. */
final class RegistryState {
  private final Map<String, TreeMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private final Map<String, Mode> modes = new HashMap<>();
  private CompatibilityLevel level = CompatibilityLevel.BACKWARD;
  private Mode mode = Mode.READWRITE;
  private int largestId;

  synchronized void replay(RegistryEvent event) {
    if (event instanceof VersionStored stored) {
      SchemaVersion v = stored.version();
      subjects.computeIfAbsent(v.subject(), s -> new TreeMap<>()).put(v.version(), v);
      largestId = Math.max(largestId, v.id());
    } else if (event instanceof VersionErased erased) {
      erase(erased);
    } else if (event instanceof SubjectDeleted deleted) {
      versionMap(deleted.subject())
          .headMap(deleted.upTo(), true)
          .replaceAll((number, version) -> version.asDeleted());
    } else if (event instanceof SubjectCleared cleared) {
      subjects.remove(cleared.subject());
    } else if (event instanceof LevelSet set) {
      if (set.subject().isEmpty()) {
        level = set.level().orElse(CompatibilityLevel.BACKWARD);
      } else {
        put(levels, set.subject().get(), set.level());
      }
    } else if (event instanceof ModeSet set) {
      if (set.subject().isEmpty()) {
        mode = set.mode().orElse(Mode.READWRITE);
      } else {
        put(modes, set.subject().get(), set.mode());
      }
    }
  }

  /** All versions of a subject, the deleted ones too, oldest first. */
  synchronized List<SchemaVersion> versions(String subject) {
    return List.copyOf(versionMap(subject).values());
  }

  synchronized List<SchemaVersion> all() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream()).toList();
  }

  synchronized List<SchemaVersion> withId(int id) {
    return stream().filter(v -> v.id() == id).toList();
  }

  synchronized Optional<Integer> idOf(SchemaText text) {
    return stream().filter(v -> v.text().equals(text)).map(SchemaVersion::id).findFirst();
  }

  /** Versions, not deleted for good, that use this one. */
  synchronized List<SchemaVersion> referringTo(String subject, int version) {
    List<SchemaVersion> found = new ArrayList<>();
    stream()
        .filter(
            v ->
                v.text().references().stream()
                    .anyMatch(r -> r.subject().equals(subject) && r.version() == version))
        .forEach(found::add);
    return found;
  }

  synchronized int largestId() {
    return largestId;
  }

  synchronized CompatibilityLevel level() {
    return level;
  }

  synchronized Optional<CompatibilityLevel> levelOf(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  synchronized Mode mode() {
    return mode;
  }

  synchronized Optional<Mode> modeOf(String subject) {
    return Optional.ofNullable(modes.get(subject));
  }

  private void erase(VersionErased erased) {
    TreeMap<Integer, SchemaVersion> versions = versionMap(erased.subject());
    versions.remove(erased.version());
    if (versions.isEmpty()) {
      subjects.remove(erased.subject());
    }
  }

  private Stream<SchemaVersion> stream() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }

  private TreeMap<Integer, SchemaVersion> versionMap(String subject) {
    return subjects.getOrDefault(subject, new TreeMap<>());
  }

  private static <T> void put(Map<String, T> map, String subject, Optional<T> value) {
    value.ifPresentOrElse(v -> map.put(subject, v), () -> map.remove(subject));
  }
}
