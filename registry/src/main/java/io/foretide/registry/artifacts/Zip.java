package io.foretide.registry.artifacts;

import io.foretide.registry.versions.ModelHistory.Published;
import io.foretide.runtime.rest.Json;
import io.foretide.schemas.Artifact;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions as one zip, written as it is read: memory holds one file at a time. Each version brings
 * {@code version.json}, its event, and {@code SHA256SUMS}, which {@code sha256sum -c} checks.
 */
final class Zip implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Zip.class);

  private final VersionFiles files;
  private final ZipOutputStream out;

  Zip(VersionFiles files, OutputStream out) {
    this.files = files;
    this.out = new ZipOutputStream(out);
  }

  /**
   * @param folder empty, or ending in a slash
   */
  void add(String folder, Published published) throws IOException {
    List<Artifact> kept =
        published.version().getArtifacts().stream()
            .filter(artifact -> VersionFiles.staysWithin(artifact.getName()))
            .toList();
    if (kept.size() < published.version().getArtifacts().size()) {
      log.warn(
          "version {} of run {} has files whose names leave their folder; the zip is without them",
          published.number(),
          published.version().getRun());
    }
    entry(folder + "version.json", published, Json.bytes(published.version()));
    StringBuilder sums = new StringBuilder();
    kept.forEach(a -> sums.append(a.getSha256()).append("  ").append(a.getName()).append('\n'));
    entry(folder + "SHA256SUMS", published, sums.toString().getBytes(StandardCharsets.UTF_8));
    for (Artifact artifact : kept) {
      entry(folder + artifact.getName(), published, files.content(artifact));
    }
  }

  private void entry(String name, Published published, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // The same version gives the same zip, whenever and wherever it is asked for: a zip's times are
    // local ones.
    entry.setTimeLocal(LocalDateTime.ofInstant(published.at(), ZoneOffset.UTC));
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
