package io.foretide.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds per training step of one batch, on one thread: DL4J with fused layers against
 * PyTorch, Debian's (python3-torch, and libopenblas0-pthread: the reference BLAS is ten times
 * slower) and DJL's, all in turns. The medians of the rounds are compared, in processor time of the
 * training thread. Arguments are names of rows (default: all) and {@code rounds=N}.
 */
public final class TrainingBenchmark {
  private static final String PYTHON = "/usr/bin/python3";
  private static final double ROUND_SECONDS = 0.4;

  private final List<Contender> contenders;
  private final int rounds;

  private TrainingBenchmark(List<Contender> contenders, int rounds) {
    this.contenders = contenders;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    List<String> rows = new ArrayList<>();
    int rounds = 9;
    for (String arg : args) {
      if (arg.startsWith("rounds=")) {
        rounds = Integer.parseInt(arg.substring("rounds=".length()));
      } else {
        rows.add(arg);
      }
    }
    List<Contender> contenders = contenders();
    try {
      new TrainingBenchmark(contenders, rounds).run(rows.isEmpty() ? TrainingRows.names() : rows);
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private static List<Contender> contenders() throws IOException, InterruptedException {
    List<Contender> contenders = new ArrayList<>(List.of(new FusedTraining()));
    Path folder = Files.createTempDirectory("torch");
    Path script = folder.resolve("torch_training.py");
    try (InputStream in = TrainingBenchmark.class.getResourceAsStream("/torch_training.py")) {
      Files.copy(in, script);
    }
    add(contenders, List.of(PYTHON, script.toString()));
    Process export =
        new ProcessBuilder(PYTHON, script.toString(), "export", folder.toString())
            .inheritIO()
            .start();
    if (export.waitFor(1, TimeUnit.MINUTES) && export.exitValue() == 0) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      add(
          contenders,
          List.of(
              java, "-Xmx512m", "-cp", classes, DjlTraining.class.getName(), folder.toString()));
    }
    return contenders;
  }

  private static void add(List<Contender> contenders, List<String> command) {
    try {
      contenders.add(new ChildContender(command, 1));
    } catch (IOException e) {
      System.out.println("not in this run: " + command.get(0) + ": " + e.getMessage());
    }
  }

  private void run(List<String> rows) {
    System.out.printf("%-18s", "ms per step");
    contenders.forEach(c -> System.out.printf("%18s", c.name()));
    System.out.printf("%18s%n", "ratio to faster");
    double logs = 0;
    for (String row : rows) {
      double[] millis = measure(row);
      double faster = Arrays.stream(millis, 1, millis.length).min().orElse(Double.NaN);
      logs += Math.log(millis[0] / faster);
      System.out.printf("%-18s", row);
      for (double m : millis) {
        System.out.printf(Locale.ROOT, "%18.2f", m);
      }
      System.out.printf(Locale.ROOT, "%18.2f%n", millis[0] / faster);
    }
    System.out.printf(
        Locale.ROOT, "geometric mean of the ratios: %.3f%n", Math.exp(logs / rows.size()));
  }

  /** Medians, one for each contender. */
  private double[] measure(String row) {
    Map<Contender, Integer> steps = new HashMap<>();
    for (Contender contender : contenders) {
      double one = contender.train(row, 5).cpu() / 5;
      steps.put(contender, (int) Math.max(5, Math.min(2000, ROUND_SECONDS / one)));
    }
    double[][] millis = new double[contenders.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int c = 0; c < contenders.size(); c++) {
        int count = steps.get(contenders.get(c));
        millis[c][round] = 1e3 * contenders.get(c).train(row, count).cpu() / count;
      }
    }
    return Arrays.stream(millis).mapToDouble(TrainingBenchmark::median).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
