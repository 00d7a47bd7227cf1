package io.foretide.registry.versions;

import io.foretide.runtime.rest.Says;

/** Names a version in a path. */
public record VersionAt(
    @Says("Name of the model.") String model, @Says("Number of the version.") int version) {}
