package io.foretide.runtime.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.runtime.CodedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArtifactStoreTest {
  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void whatIsStoredComesBack() throws IOException {
    try (ArtifactStore store = new FolderArtifactStore(folder)) {
      String digest = store.put(CONTENT);
      assertThat(store.put(CONTENT)).as("stored twice is stored once").isEqualTo(digest);
      assertThat(store.get(digest)).isEqualTo(CONTENT);
      try (Stream<Path> files = Files.walk(folder)) {
        assertThat(files.filter(Files::isRegularFile)).hasSize(1);
      }
    }
  }

  @Test
  void whatIsDeletedIsGoneAndNothingElse() {
    try (ArtifactStore store = new FolderArtifactStore(folder)) {
      String digest = store.put(CONTENT);
      String other = store.put(new byte[] {1});
      store.delete(digest);
      store.delete(digest);
      assertThatThrownBy(() -> store.get(digest)).hasMessageContaining("not in the store");
      assertThat(store.get(other)).containsExactly(1);
    }
  }

  @Test
  void aFlippedByteIsFound() throws IOException {
    try (ArtifactStore store = new FolderArtifactStore(folder)) {
      String digest = store.put(CONTENT);
      byte[] flipped = CONTENT.clone();
      flipped[3] ^= 1;
      Files.write(folder.resolve(digest.substring(0, 2)).resolve(digest), flipped);
      assertThatThrownBy(() -> store.get(digest))
          .isInstanceOf(CodedException.class)
          .extracting(e -> ((CodedException) e).code())
          .isEqualTo("FT-1802");
    }
  }

  @Test
  void nothingButADigestReachesThePath() {
    try (ArtifactStore store = new FolderArtifactStore(folder)) {
      assertThatThrownBy(() -> store.get("../../etc/passwd"))
          .isInstanceOf(CodedException.class)
          .hasMessageContaining("64 hexadecimal digits");
      assertThatThrownBy(() -> store.get("0".repeat(64)))
          .isInstanceOf(CodedException.class)
          .hasMessageContaining("not in the store");
    }
  }
}
