package io.foretide.embedded.schemaregistry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.util.Optional;

/** What a record on {@code _schemas} says. A subject that is empty means the whole registry. */
sealed interface RegistryEvent {

  /** A version was registered, or an existing one rewritten as deleted. */
  record VersionStored(SchemaVersion version) implements RegistryEvent {}

  /** A version was deleted for good. */
  record VersionErased(String subject, int version) implements RegistryEvent {}

  /** All versions of a subject up to this one were deleted, not for good. */
  record SubjectDeleted(String subject, int upTo) implements RegistryEvent {}

  /** Everything of a subject was deleted for good. */
  record SubjectCleared(String subject) implements RegistryEvent {}

  /** The compatibility level was set; without a level, it was unset. */
  record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level)
      implements RegistryEvent {}

  /** The mode was set; without a mode, it was unset. */
  record ModeSet(Optional<String> subject, Optional<Mode> mode) implements RegistryEvent {}

  /** A record that changes nothing here: a no-op, or a kind only newer registries know. */
  record Ignored(String keyType) implements RegistryEvent {}
}
