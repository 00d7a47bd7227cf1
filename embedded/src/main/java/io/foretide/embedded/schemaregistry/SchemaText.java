package io.foretide.embedded.schemaregistry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What makes two schemas the same schema, and so share one id: canonical text and references. */
record SchemaText(String schema, List<Reference> references) {
  SchemaText {
    requireNonNull(schema);
    references = List.copyOf(references);
  }
}
