package io.foretide.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** The kcat program, where it is installed. */
final class Kcat {
  private Kcat() {}

  static boolean installed() throws InterruptedException {
    try {
      return new ProcessBuilder("kcat", "-V")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static void push(String bootstrap, Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("kcat", "-P", "-b", bootstrap, "-t", "csv.uploads", file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
