package io.foretide.registry.artifacts;

import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.rest.Says;
import io.foretide.schemas.Artifact;

/** A file of a version. */
@Says("A file of a version.")
record ArtifactView(
    @Says("Name of the model.") String model,
    int version,
    @Says("Kind of the version.") String kind,
    @Says("Name within the version, with slashes.") String name,
    @Says("Size.") long bytes,
    @Says("Digest of its bytes in hex.") String sha256,
    @Says("Whether the version was retired.") boolean retired,
    @Says("Where to download it.") String path) {
  static ArtifactView of(ModelHistory model, Published published, Artifact artifact) {
    return new ArtifactView(
        model.name(),
        published.number(),
        published.version().getKind(),
        artifact.getName(),
        artifact.getBytes(),
        artifact.getSha256(),
        model.retired(published.number()),
        "/models/%s/versions/%d/artifacts/%s"
            .formatted(model.name(), published.number(), artifact.getName()));
  }
}
