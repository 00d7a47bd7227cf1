package io.foretide.embedded.schemaregistry;

import static java.util.Objects.requireNonNull;

/** One version of a subject. Deleted ones are still there for readers of old records. */
record SchemaVersion(String subject, int version, int id, SchemaText text, boolean deleted) {
  SchemaVersion {
    requireNonNull(subject);
    requireNonNull(text);
  }

  SchemaVersion asDeleted() {
    return new SchemaVersion(subject, version, id, text, true);
  }
}
