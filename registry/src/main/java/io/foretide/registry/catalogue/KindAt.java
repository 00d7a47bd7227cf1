package io.foretide.registry.catalogue;

import io.foretide.runtime.rest.Says;

/** Names a kind in a path. */
record KindAt(@Says("Id of the kind.") String kind) {}
