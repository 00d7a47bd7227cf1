package io.foretide.models.boosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
  /** Another process may have it mapped, and would die. */
  @Test
  void theFileThatOtherProcessesMayUseIsNotTouched() throws Exception {
    Path shared = Path.of(System.getProperty("java.io.tmpdir"), "lib_lightgbm.so");
    boolean was = Files.exists(shared);
    FileTime before = was ? Files.getLastModifiedTime(shared) : FileTime.fromMillis(0);
    NativeLibrary.require();
    assertThat(Files.exists(shared)).isEqualTo(was);
    assertThat(was ? Files.getLastModifiedTime(shared) : before).isEqualTo(before);
  }
}
