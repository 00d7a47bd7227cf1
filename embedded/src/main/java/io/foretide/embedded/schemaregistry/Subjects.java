package io.foretide.embedded.schemaregistry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.foretide.embedded.schemaregistry.RegistryEvent.LevelSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.ModeSet;
import io.foretide.embedded.schemaregistry.RegistryEvent.SubjectDeleted;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionErased;
import io.foretide.embedded.schemaregistry.RegistryEvent.VersionStored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients do with subjects. Writes go one at a time: each decides on the state it finds. */
final class Subjects {
  private final RegistryState state;
  private final SchemaLog log;
  private final Schemas schemas;
  private final Settings settings;

  Subjects(RegistryState state, SchemaLog log, Settings settings) {
    this.state = state;
    this.log = log;
    this.schemas = new Schemas(state);
    this.settings = settings;
  }

  /**
   * Registers a schema, or finds it registered.
   *
   * @return its id
   */
  synchronized int register(String subject, Candidate candidate, boolean normalize) {
    Mode mode = settings.effectiveMode(subject);
    requireWritable(subject, mode);
    if (candidate.id().isPresent() && mode != Mode.IMPORT) {
      throw ApiError.notPermitted("Subject " + subject + " is not in import mode");
    }
    SchemaText text = schemas.canonical(candidate, normalize);
    List<SchemaVersion> versions = state.versions(subject);
    Optional<SchemaVersion> same =
        versions.stream().filter(v -> !v.deleted() && v.text().equals(text)).findFirst();
    if (same.isPresent()) {
      return same.get().id();
    }
    if (mode != Mode.IMPORT) {
      requireCompatible(subject, text, live(versions));
    }
    int next = versions.isEmpty() ? 1 : versions.get(versions.size() - 1).version() + 1;
    int id = candidate.id().or(() -> state.idOf(text)).orElseGet(() -> state.largestId() + 1);
    requireIdUnused(id, text);
    SchemaVersion version =
        new SchemaVersion(subject, candidate.version().orElse(next), id, text, false);
    log.append(new VersionStored(version));
    return id;
  }

  SchemaVersion lookup(String subject, Candidate candidate, boolean normalize, boolean deleted) {
    List<SchemaVersion> versions = versions(subject, deleted);
    SchemaText text = schemas.canonical(candidate, normalize);
    return versions.stream()
        .filter(v -> v.text().equals(text))
        .reduce((first, second) -> second)
        .orElseThrow(ApiError::schemaNotFound);
  }

  /**
   * Versions of a subject, oldest first, never empty.
   *
   * @throws ApiError 40401 if there is none
   */
  List<SchemaVersion> versions(String subject, boolean deleted) {
    List<SchemaVersion> all = state.versions(subject);
    List<SchemaVersion> wanted = deleted ? all : live(all);
    if (wanted.isEmpty()) {
      throw ApiError.subjectNotFound(subject);
    }
    return wanted;
  }

  SchemaVersion version(String subject, VersionNumber number, boolean deleted) {
    List<SchemaVersion> versions = versions(subject, deleted);
    return number.of(versions).orElseThrow(() -> ApiError.versionNotFound(number));
  }

  /** Incompatibilities with one version; none if the latest is asked for and there is none. */
  List<String> incompatibilities(
      String subject, VersionNumber number, Candidate candidate, boolean normalize) {
    SchemaText text = schemas.canonical(candidate, normalize);
    List<SchemaVersion> versions = live(state.versions(subject));
    Optional<SchemaVersion> against = number.of(versions);
    if (against.isEmpty() && !number.latest()) {
      throw versions.isEmpty()
          ? ApiError.subjectNotFound(subject)
          : ApiError.versionNotFound(number);
    }
    return schemas.incompatibilities(
        text, against.stream().toList(), settings.effectiveLevel(subject));
  }

  /** Incompatibilities with all versions that the subject's level looks at. */
  List<String> incompatibilities(String subject, Candidate candidate, boolean normalize) {
    SchemaText text = schemas.canonical(candidate, normalize);
    return schemas.incompatibilities(
        text, live(state.versions(subject)), settings.effectiveLevel(subject));
  }

  /**
   * Deletes all versions.
   *
   * @return their numbers
   */
  synchronized List<Integer> delete(String subject, boolean permanent) {
    requireWritable(subject, settings.effectiveMode(subject));
    List<SchemaVersion> all = versions(subject, true);
    List<SchemaVersion> alive = live(all);
    if (permanent) {
      if (!alive.isEmpty()) {
        throw ApiError.subjectNotSoftDeleted(subject);
      }
      all.forEach(this::requireUnreferenced);
      all.forEach(v -> log.append(new VersionErased(subject, v.version())));
      return numbers(all);
    }
    if (alive.isEmpty()) {
      throw ApiError.subjectSoftDeleted(subject);
    }
    alive.forEach(this::requireUnreferenced);
    log.append(new SubjectDeleted(subject, alive.get(alive.size() - 1).version()));
    if (state.modeOf(subject).isPresent()) {
      log.append(new ModeSet(Optional.of(subject), Optional.empty()));
    }
    if (state.levelOf(subject).isPresent()) {
      log.append(new LevelSet(Optional.of(subject), Optional.empty()));
    }
    return numbers(alive);
  }

  synchronized int delete(String subject, VersionNumber number, boolean permanent) {
    requireWritable(subject, settings.effectiveMode(subject));
    SchemaVersion version = version(subject, number, true);
    if (permanent && !version.deleted()) {
      throw ApiError.versionNotSoftDeleted(subject, version.version());
    }
    if (!permanent && version.deleted()) {
      throw ApiError.versionSoftDeleted(subject, version.version());
    }
    requireUnreferenced(version);
    log.append(
        permanent
            ? new VersionErased(subject, version.version())
            : new VersionStored(version.asDeleted()));
    return version.version();
  }

  private void requireCompatible(String subject, SchemaText text, List<SchemaVersion> earlier) {
    CompatibilityLevel level = settings.effectiveLevel(subject);
    List<String> reasons = new ArrayList<>(schemas.incompatibilities(text, earlier, level));
    if (!reasons.isEmpty()) {
      reasons.add("{compatibility: '" + level + "'}");
      throw ApiError.incompatible(
          "Schema being registered is incompatible with an earlier schema for subject \""
              + subject
              + "\", details: "
              + reasons);
    }
  }

  private void requireIdUnused(int id, SchemaText text) {
    if (state.withId(id).stream().anyMatch(v -> !v.text().equals(text))) {
      throw ApiError.notPermitted("Overwrite new schema with id " + id + " is not permitted.");
    }
  }

  private void requireUnreferenced(SchemaVersion version) {
    if (state.referringTo(version.subject(), version.version()).stream()
        .anyMatch(v -> !v.deleted())) {
      throw ApiError.referenceExists(version.subject(), version.version());
    }
  }

  private static void requireWritable(String subject, Mode mode) {
    if (!mode.writable()) {
      throw ApiError.notPermitted("Subject " + subject + " is in read-only mode");
    }
  }

  private static List<SchemaVersion> live(List<SchemaVersion> versions) {
    return versions.stream().filter(v -> !v.deleted()).toList();
  }

  private static List<Integer> numbers(List<SchemaVersion> versions) {
    return versions.stream().map(SchemaVersion::version).toList();
  }
}
