package io.foretide.runtime.artifacts;

import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import java.net.URI;
import java.nio.file.Path;

/**
 * Files by the SHA-256 of their content. What is stored never changes, so storing twice is storing
 * once.
 */
public interface ArtifactStore extends AutoCloseable {
  /**
   * Stores the content and returns its digest in hex. When this returns, the content is durable.
   *
   * @throws StoreUnavailableException FT-1804 if it could not be stored
   */
  String put(byte[] content);

  /**
   * The content with this digest, checked.
   *
   * @throws CodedException FT-1801 if there is none; FT-1802 if what is there does not have the
   *     digest
   * @throws StoreUnavailableException FT-1804 if the store could not be asked
   */
  byte[] get(String sha256);

  /**
   * Deletes what nobody will ask for again; nothing happens if it is not there.
   *
   * @throws StoreUnavailableException FT-1804 if it could not be deleted
   */
  void delete(String sha256);

  @Override
  void close();

  /**
   * The store that setting {@code artifacts} names: {@code s3://bucket/prefix} (with {@code
   * s3.endpoint}, {@code s3.region}; credentials from the usual environment or {@code
   * s3.access.key} and {@code s3.secret.key}; {@code s3.create.bucket} makes a missing bucket on
   * the first write), a folder, or by default {@code artifacts} in the data folder.
   */
  static ArtifactStore open(ServiceConfig config) {
    String where =
        config.find("artifacts").orElseGet(() -> config.dataDir().resolve("artifacts").toString());
    if (where.startsWith("s3://")) {
      return S3ArtifactStore.open(URI.create(where), config);
    }
    return new FolderArtifactStore(
        Path.of(where.startsWith("file:") ? URI.create(where).getPath() : where));
  }
}
