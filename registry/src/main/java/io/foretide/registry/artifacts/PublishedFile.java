package io.foretide.registry.artifacts;

import io.foretide.registry.versions.ModelHistory;
import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.schemas.Artifact;
import java.util.stream.Stream;

/** A file of a version, with the version. */
record PublishedFile(ModelHistory model, Published version, Artifact artifact) {
  /** The files of all versions of a model, by version, but for those that were deleted. */
  static Stream<PublishedFile> of(ModelHistory model) {
    return model.versions().stream()
        .filter(version -> !model.filesDeleted(version.number()))
        .flatMap(version -> of(model, version));
  }

  static Stream<PublishedFile> of(ModelHistory model, Published version) {
    return version.version().getArtifacts().stream()
        .map(artifact -> new PublishedFile(model, version, artifact));
  }

  String kind() {
    return version.version().getKind();
  }

  boolean retired() {
    return model.retired(version.number());
  }
}
