package io.foretide.models.catalogue;

import java.util.Collection;

/** Somebody asked for a kind that is not in the catalogue. */
public final class UnknownKindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownKindException(String id, Collection<String> known) {
    super("there is no kind \"" + id + "\"; the catalogue has " + known);
  }
}
