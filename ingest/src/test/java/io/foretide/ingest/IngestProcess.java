package io.foretide.ingest;

import io.foretide.runtime.ServiceConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Ingest in a process of its own, so that it can be killed as only a process can. */
final class IngestProcess implements AutoCloseable {
  private static final int TAIL = 60;

  private final Process process;
  private final Path output;

  private IngestProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts one; its output goes to the file. */
  static IngestProcess start(Map<String, String> settings, Path output) {
    try {
      Path arguments = Files.createTempFile("ingest-process", ".args");
      Files.writeString(
          arguments, "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.add("@" + arguments);
      command.add(IngestProcess.class.getName());
      settings.forEach((name, value) -> command.add(name + "=" + value));
      return new IngestProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the wait returns; if it fails, the failure tells how the process fared. */
  <T> T whileItRuns(Supplier<T> wait) {
    try {
      return wait.get();
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s%n%s; the end of what it wrote:%n%s"
              .formatted(
                  e.getMessage(),
                  process.isAlive() ? "ingest runs" : "ingest exited with " + process.exitValue(),
                  tail()),
          e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(output);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** SIGKILL: no shutdown hook, no flush, no goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] settings) throws InterruptedException {
    Map<String, String> named = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      named.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    try (IngestService service =
        new IngestService(ServiceConfig.of(named), new SimpleMeterRegistry())) {
      service.start();
      Thread.currentThread().join();
    }
  }
}
