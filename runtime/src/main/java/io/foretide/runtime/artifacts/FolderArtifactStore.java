package io.foretide.runtime.artifacts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Artifacts in a folder that all services see: {@code ab/abcdef…}. */
final class FolderArtifactStore implements ArtifactStore {
  private final Path root;

  FolderArtifactStore(Path root) {
    this.root = root;
  }

  @Override
  public String put(byte[] content) {
    String sha256 = Digest.of(content);
    Path target = path(sha256);
    try {
      if (Files.exists(target) && Files.size(target) == content.length) {
        return sha256;
      }
      Files.createDirectories(target.getParent());
      // Written beside and moved into place: a reader never meets half a file, and a crash leaves
      // none.
      Path partial = Files.createTempFile(target.getParent(), sha256, ".part");
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return sha256;
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "cannot store an artifact in " + root + ": " + e + "; is there room, may it be written?",
          e);
    }
  }

  @Override
  public byte[] get(String sha256) {
    try {
      return Digest.checked(sha256, Files.readAllBytes(path(sha256)));
    } catch (NoSuchFileException e) {
      throw Digest.missing(sha256, e);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "cannot read artifact " + sha256 + " in " + root + ": " + e, e);
    }
  }

  @Override
  public void delete(String sha256) {
    try {
      Files.deleteIfExists(path(sha256));
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "cannot delete artifact " + sha256 + " in " + root + ": " + e, e);
    }
  }

  @Override
  public void close() {}

  private Path path(String sha256) {
    return root.resolve(Digest.valid(sha256).substring(0, 2)).resolve(sha256);
  }
}
