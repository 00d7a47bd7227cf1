package io.foretide.embedded.schemaregistry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.foretide.embedded.schemaregistry.RegistryEvent.LevelSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.ModeSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Compatibility levels and modes: a subject's own, or else the registry's. */
final class Settings {
  private final RegistryState state;
  private final SchemaLog log;

  Settings(RegistryState state, SchemaLog log) {
    this.state = state;
    this.log = log;
  }

  CompatibilityLevel effectiveLevel(String subject) {
    return state.levelOf(subject).orElseGet(state::level);
  }

  Mode effectiveMode(String subject) {
    // READONLY_OVERRIDE on the whole registry wins over what a subject says.
    return state.mode() == Mode.READONLY_OVERRIDE
        ? Mode.READONLY_OVERRIDE
        : state.modeOf(subject).orElseGet(state::mode);
  }

  CompatibilityLevel level(Optional<String> subject, boolean orGlobal) {
    if (subject.isEmpty()) {
      return state.level();
    }
    return state
        .levelOf(subject.get())
        .or(() -> orGlobal ? Optional.of(state.level()) : Optional.empty())
        .orElseThrow(() -> ApiError.levelNotConfigured(subject.get()));
  }

  Mode mode(Optional<String> subject, boolean orGlobal) {
    if (subject.isEmpty()) {
      return state.mode();
    }
    return state
        .modeOf(subject.get())
        .or(() -> orGlobal ? Optional.of(state.mode()) : Optional.empty())
        .orElseThrow(() -> ApiError.modeNotConfigured(subject.get()));
  }

  synchronized CompatibilityLevel setLevel(Optional<String> subject, String name) {
    CompatibilityLevel level = CompatibilityLevel.forName(name);
    if (level == null) {
      throw ApiError.invalidLevel(name);
    }
    subject.ifPresent(
        s -> {
          if (!effectiveMode(s).writable()) {
            throw ApiError.notPermitted("Subject " + s + " is in read-only mode");
          }
        });
    log.append(new LevelSet(subject, Optional.of(level)));
    return level;
  }

  /** Back to the default. Returns what was set. */
  synchronized CompatibilityLevel unsetLevel(Optional<String> subject) {
    CompatibilityLevel before =
        subject.isEmpty()
            ? state.level()
            : state
                .levelOf(subject.get())
                .orElseThrow(() -> ApiError.subjectNotFound(subject.get()));
    log.append(new LevelSet(subject, Optional.empty()));
    return before;
  }

  /**
   * @param force IMPORT on a subject that has schemas is refused without it: ids given from outside
   *     could clash with theirs
   */
  synchronized Mode setMode(Optional<String> subject, String name, boolean force) {
    Mode mode =
        Arrays.stream(Mode.values())
            .filter(m -> m.name().equals(name.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> ApiError.invalidMode(name));
    boolean occupied =
        state.all().stream().anyMatch(v -> subject.map(v.subject()::equals).orElse(true));
    if (mode == Mode.IMPORT && occupied && !force) {
      throw ApiError.notPermitted(
          "Cannot import since found existing subjects; force=true overrides");
    }
    log.append(new ModeSet(subject, Optional.of(mode)));
    return mode;
  }

  synchronized Mode unsetMode(Optional<String> subject) {
    Mode before =
        subject.isEmpty()
            ? state.mode()
            : state
                .modeOf(subject.get())
                .orElseThrow(() -> ApiError.subjectNotFound(subject.get()));
    log.append(new ModeSet(subject, Optional.empty()));
    return before;
  }
}
