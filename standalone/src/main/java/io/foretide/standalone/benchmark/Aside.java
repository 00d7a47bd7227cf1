package io.foretide.standalone.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.models.comparison.Contender;
import io.foretide.models.comparison.Course;
import io.foretide.models.comparison.Row;
import io.foretide.models.kind.FitException;
import io.foretide.models.kind.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a contender in a process of its own, and here is what that process does: what one kind
 * leaves in memory, compiled code or caches must not help or hurt the next, and one that takes its
 * process down takes no other with it.
 */
public final class Aside {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAILURE = "failure";

  private Aside() {}

  /**
   * Measures once, by running this program again with the same options of the JVM.
   *
   * @param mainClass what {@code java} is to start
   * @param arguments of the program; it prints what {@link #here} returns as its last line
   */
  public static Row elsewhere(String label, String mainClass, List<String> arguments)
      throws InterruptedException {
    try {
      Path errors = Files.createTempFile("foretide-benchmark", ".log");
      try {
        return run(label, mainClass, arguments, errors);
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row run(String label, String mainClass, List<String> arguments, Path errors)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // Not as an argument: ONNX Runtime does not survive a long command line.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return read(label, said, status, Files.readString(errors));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Row read(String label, String said, int status, String errors) {
    String[] lines = said.strip().split("\\R");
    try {
      JsonNode answer = JSON.readTree(lines[lines.length - 1]);
      if (answer.hasNonNull(FAILURE)) {
        return Row.failed(label, answer.path(FAILURE).asText());
      }
      if (answer.isObject()) {
        return Row.of(label, List.of(Report.measurement(answer)));
      }
    } catch (JsonProcessingException e) {
      // Whatever it is, the process ended before it had measured anything.
    }
    return Row.failed(
        label,
        "its process ended with status "
            + status
            + ": "
            + errors.strip().lines().findFirst().orElse(""));
  }

  /** Measures in this process; one line of JSON. */
  public static String here(Contender contender, Course course, long seed) {
    try {
      return Report.measurement(contender.measure(course, seed)).toString();
    } catch (FitException | SettingException e) {
      return JSON.createObjectNode().put(FAILURE, e.getMessage()).toString();
    }
  }
}
