package io.foretide.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An ONNX graph run by PyTorch, operation by operation, in a process of its own. */
final class PyTorchEager {
  /** Debian's, which has its packages python3-torch and python3-onnx. */
  static final String PYTHON = System.getProperty("foretide.python", "/usr/bin/python3");

  private PyTorchEager() {}

  /**
   * Milliseconds, medians.
   *
   * @param one for one window
   * @param each for each of many in one call
   */
  record Times(double one, double each) {}

  /** Empty where there is no Python with torch and onnx. */
  static Optional<Times> run(byte[] graph, int many) throws IOException {
    Path file = Files.createTempFile("graph", ".onnx");
    Path script = Files.createTempFile("eager", ".py");
    try (InputStream code = PyTorchEager.class.getResourceAsStream("/pytorch/eager.py")) {
      Files.write(file, graph);
      Files.write(script, code.readAllBytes());
      if (!Files.isExecutable(Path.of(PYTHON))) {
        return Optional.empty();
      }
      Process python =
          new ProcessBuilder(PYTHON, script.toString(), file.toString(), Integer.toString(many))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said =
          new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (said.isEmpty()) {
        return Optional.empty();
      }
      String[] times = said.split(" ");
      return Optional.of(
          new Times(Double.parseDouble(times[0]), Double.parseDouble(times[1]) / many));
    } finally {
      Files.delete(file);
      Files.delete(script);
    }
  }
}
