package io.foretide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A contender in a process of its own, so that no two bring the same native libraries. It says its
 * name first, and then answers each line "ROW STEPS" with a line of two numbers of seconds.
 */
final class ChildContender implements Contender {
  private final Process process;
  private final BufferedReader said;
  private final PrintWriter asked;
  private final String name;

  /**
   * @throws IOException if the command does not start or ends without a word
   */
  ChildContender(List<String> command, int threads) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    said = process.inputReader(StandardCharsets.UTF_8);
    asked = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    try {
      name = line();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the process ended");
    }
    return line;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Timing train(String row, int steps) {
    asked.println(row + " " + steps);
    try {
      return Timing.parse(line());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not train " + row, e);
    }
  }

  @Override
  public void close() {
    asked.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
