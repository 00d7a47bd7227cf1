package io.foretide.embedded.schemaregistry;

import static java.util.Objects.requireNonNull;

/** One schema's use of another: the name it uses, and where the other is registered. */
record Reference(String name, String subject, int version) {
  Reference {
    requireNonNull(name);
    requireNonNull(subject);
  }
}
