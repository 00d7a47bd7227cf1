package io.foretide.models.boosted;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads LightGBM from a folder of this process alone.
 *
 * <p>Left to itself, lightgbm4j unpacks to one fixed file in the temporary folder, over whatever
 * lies there. Any other JVM on the machine that has that file mapped then dies with SIGBUS. The
 * folder it uses is the property {@code java.io.tmpdir} at the moment its class is initialised.
 */
final class NativeLibrary {
  private static final String TEMPORARY = "java.io.tmpdir";

  private NativeLibrary() {}

  /** Loads it once; later calls cost nothing. */
  static void require() {
    if (!Once.LOADED) {
      throw new IllegalStateException(
          "FT-2422 the native library of LightGBM cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "; on Linux it needs libgomp (package libgomp1)");
    }
  }

  private static final class Once {
    static final boolean LOADED = load();

    private static boolean load() {
      String before = System.getProperty(TEMPORARY);
      try {
        Path own = Files.createTempDirectory("foretide-lightgbm");
        try {
          System.setProperty(TEMPORARY, own.toString());
          LGBMBooster.loadNative();
          return LGBMBooster.isNativeLoaded();
        } finally {
          System.setProperty(TEMPORARY, before);
          delete(own);
        }
      } catch (IOException e) {
        throw new IllegalStateException("LightGBM's native library could not be unpacked", e);
      }
    }

    /** What is mapped stays usable; where a system forbids the deletion, it is left to the exit. */
    private static void delete(Path folder) throws IOException {
      List<Path> files;
      try (var listed = Files.list(folder)) {
        files = listed.toList();
      }
      folder.toFile().deleteOnExit();
      for (Path file : files) {
        if (!file.toFile().delete()) {
          file.toFile().deleteOnExit();
        }
      }
      folder.toFile().delete();
    }
  }
}
