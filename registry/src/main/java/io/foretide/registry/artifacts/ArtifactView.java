package io.foretide.registry.artifacts;

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
  static ArtifactView of(PublishedFile file) {
    Artifact artifact = file.artifact();
    return new ArtifactView(
        file.model().name(),
        file.version().number(),
        file.kind(),
        artifact.getName(),
        artifact.getBytes(),
        artifact.getSha256(),
        file.retired(),
        "/models/%s/versions/%d/artifacts/%s"
            .formatted(file.model().name(), file.version().number(), artifact.getName()));
  }
}
