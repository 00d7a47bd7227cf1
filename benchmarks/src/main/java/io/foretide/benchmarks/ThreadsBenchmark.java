package io.foretide.benchmarks;

import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Settings;
import io.foretide.models.kind.TrainingListener;
import io.foretide.models.series.Dataset;
import io.foretide.models.series.Series;
import io.foretide.models.series.SeriesId;
import io.foretide.models.series.Step;
import io.foretide.neural.NeuralKinds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Seconds of an epoch of the neural kinds on one thread and on two, in turns: wall clock, and
 * processor time of the thread that leads, which is what two threads would take if the machine had
 * nothing else to do. The first epoch of a fit, in which all is made, is left out. Arguments: kinds
 * (default all) and {@code name=value} settings. Run with {@code OMP_NUM_THREADS=1}.
 */
public final class ThreadsBenchmark {
  private static final int ROUNDS = 3;
  private static final int HORIZON = 28;
  private static final int DAYS = 400;

  private ThreadsBenchmark() {}

  public static void main(String[] args) {
    List<String> kinds = new ArrayList<>();
    Map<String, String> settings = new HashMap<>(Map.of("epochs", "4", "windowsPerEpoch", "1024"));
    for (String arg : args) {
      if (arg.contains("=")) {
        settings.put(arg.split("=", 2)[0], arg.split("=", 2)[1]);
      } else {
        kinds.add(arg);
      }
    }
    Dataset data = data();
    for (ModelKind kind : NeuralKinds.all()) {
      if (kinds.isEmpty() || kinds.contains(kind.card().id())) {
        compare(kind, data, settings);
      }
    }
  }

  private static void compare(ModelKind kind, Dataset data, Map<String, String> settings) {
    Epoch[] one = new Epoch[ROUNDS];
    Epoch[] two = new Epoch[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = epoch(kind, data, settings, 1);
      two[round] = epoch(kind, data, settings, 2);
    }
    System.out.printf(
        Locale.ROOT,
        "%-16s an epoch: one thread %.2f s, two %.2f s: %.2f times as fast;"
            + " processor time of the leading thread %.2f and %.2f s: %.2f times%n",
        kind.card().id(),
        fastest(one, Epoch::wall),
        fastest(two, Epoch::wall),
        fastest(one, Epoch::wall) / fastest(two, Epoch::wall),
        fastest(one, Epoch::leader),
        fastest(two, Epoch::leader),
        fastest(one, Epoch::leader) / fastest(two, Epoch::leader));
  }

  /** Seconds. */
  private record Epoch(double wall, double leader) {
    static Epoch now() {
      return new Epoch(
          System.nanoTime() / 1e9,
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
    }

    Epoch since(Epoch before) {
      return new Epoch(wall - before.wall, leader - before.leader);
    }
  }

  private static double fastest(Epoch[] epochs, ToDoubleFunction<Epoch> seconds) {
    return Arrays.stream(epochs).mapToDouble(seconds).min().orElseThrow();
  }

  /** The fastest but the first. */
  private static Epoch epoch(
      ModelKind kind, Dataset data, Map<String, String> settings, int threads) {
    Map<String, String> chosen = new HashMap<>(settings);
    chosen.put("threads", Integer.toString(threads));
    List<Epoch> ends = new ArrayList<>();
    TrainingListener watch =
        new TrainingListener() {
          @Override
          public void progress(double fraction, String message) {}

          @Override
          public void epoch(int epoch, int epochs, Map<String, Double> losses) {
            ends.add(Epoch.now());
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    kind.fit(data, HORIZON, new Settings(chosen), 1, watch).close();
    Epoch[] epochs = new Epoch[ends.size() - 1];
    for (int e = 0; e < epochs.length; e++) {
      epochs[e] = ends.get(e + 1).since(ends.get(e));
    }
    return new Epoch(fastest(epochs, Epoch::wall), fastest(epochs, Epoch::leader));
  }

  private static Dataset data() {
    Random random = new Random(1);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < 40; s++) {
      double[] sales = new double[DAYS];
      for (int i = 0; i < DAYS; i++) {
        sales[i] = 10 * (1 + s % 9) * (i % 7 < 2 ? 2 : 1) + random.nextInt(9);
      }
      SeriesId id = new SeriesId("made-up", List.of("P" + s));
      series.add(new Series(id, Step.DAY, 19_000, "sales", Map.of("sales", sales), Map.of()));
    }
    return new Dataset("made-up", Step.DAY, series);
  }
}
