package io.foretide.registry.usage;

import io.foretide.runtime.rest.Says;
import java.util.List;

/** How to use a version. */
@Says("How to use a version from elsewhere.")
record Usage(
    @Says("Name of the model.") String model,
    @Says("Number of the version.") int version,
    @Says("What forecasts over REST are made with.") String served,
    List<Example> examples) {}
