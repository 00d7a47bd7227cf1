package io.foretide.registry.versions;

import io.foretide.runtime.rest.Paging;
import io.foretide.runtime.rest.Says;

/** Names a model in a path. */
public record ModelAt(@Says("Name of the model.") String model) {
  /** And a part of a list of its own. */
  public record Part(@Says("Name of the model.") String model, Paging paging) {}
}
