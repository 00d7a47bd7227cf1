package io.foretide.registry.versions;

import io.foretide.runtime.rest.Says;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.VersionPublished;
import java.util.List;

/** Everything there is to know of a version. */
@Says("A version in full.")
record VersionDetail(
    VersionView summary,
    @Says("Settings, provenance with the data set's digest, scorecard per cutoff, artifacts.")
        VersionPublished published,
    @Says("What forecasters make of it.") List<ModelDeployment> deployments) {}
