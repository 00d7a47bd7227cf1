package io.foretide.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, with this one's class path. */
final class ChildJvm implements AutoCloseable {
  private final Process process;

  /**
   * @param output where what it writes goes, at the end of what is there
   * @param options of the virtual machine
   */
  ChildJvm(Path output, List<String> options, String main, List<String> arguments)
      throws IOException {
    // By file: ONNX Runtime fails on very long command lines.
    Path classPath = Files.createTempFile("child", ".args");
    String path = System.getProperty("java.class.path").replace("\\", "\\\\");
    Files.writeString(classPath, "-cp \"" + path + "\"");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Dforetide.log.level=warn", "@" + classPath, main));
    command.addAll(arguments);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
  }

  /** SIGKILL: no shutdown hook, no flush, no goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Waits for its end. */
  void await(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("a child did not end well");
    }
  }

  /**
   * Processor time it has had, its start included; what others do on the machine changes little.
   */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
