package io.foretide.registry.artifacts;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.registry.versions.Models;
import io.foretide.registry.versions.VersionAt;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.artifacts.ArtifactStore;
import io.foretide.schemas.Artifact;
import java.util.List;

/**
 * The files of versions. A file is found by its name among those that the version published, never
 * by a path: what is no name of it leads nowhere.
 */
final class VersionFiles {
  private final Models models;
  private final ArtifactStore store;

  VersionFiles(Models models, ArtifactStore store) {
    this.models = models;
    this.store = store;
  }

  Published version(VersionAt at) {
    return models.model(at.model()).version(at.version());
  }

  List<Artifact> of(VersionAt at) {
    return version(at).version().getArtifacts();
  }

  /**
   * @throws CodedException FT-1805 if the version has no file of that name
   */
  Artifact file(VersionAt at, String name) {
    return of(at).stream()
        .filter(artifact -> artifact.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CodedException(
                    "FT-1805",
                    "version %s/%d has no file \"%s\"; it has %s"
                        .formatted(
                            at.model(),
                            at.version(),
                            name,
                            of(at).stream().map(Artifact::getName).toList())));
  }

  /** The content, checked against its digest. */
  byte[] content(Artifact artifact) {
    return store.get(artifact.getSha256());
  }

  /**
   * Whether the name stays within the folder that it is unpacked in. Names come from whoever
   * published the version, so they are not to be trusted.
   */
  static boolean staysWithin(String name) {
    if (name.isEmpty()
        || name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0) {
      return false;
    }
    return name.chars().noneMatch(Character::isISOControl)
        && List.of(name.split("/")).stream()
            .noneMatch(part -> part.equals("..") || part.equals(".") || part.isEmpty());
  }
}
