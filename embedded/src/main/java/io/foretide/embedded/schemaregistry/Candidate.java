package io.foretide.embedded.schemaregistry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A schema as a client sends it.
 *
 * @param version and id: only with mode IMPORT, to keep the numbers of another registry
 */
record Candidate(
    String schema, List<Reference> references, Optional<Integer> version, Optional<Integer> id) {
  Candidate {
    requireNonNull(schema);
    references = List.copyOf(references);
  }
}
