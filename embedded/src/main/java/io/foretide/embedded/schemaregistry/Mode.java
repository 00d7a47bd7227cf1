package io.foretide.embedded.schemaregistry;

/** What may be written: READWRITE is usual; IMPORT takes schemas with ids given from outside. */
enum Mode {
  READWRITE,
  READONLY,
  READONLY_OVERRIDE,
  IMPORT;

  boolean writable() {
    return this == READWRITE || this == IMPORT;
  }
}
