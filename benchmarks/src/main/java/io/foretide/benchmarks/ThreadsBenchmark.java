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
 * Milliseconds of an epoch of the neural kinds on one thread and on two, in turns: wall clock, and
 * processor time of the thread that leads, which is what two threads would take if the machine had
 * nothing else to do; {@code leader} is that time where there are two. The first epoch of a fit, in
 * which all is made, is left out; and where an epoch takes milliseconds there are as many as fill a
 * second, or it is the compiler that is measured, which has a processor of its own beside one
 * thread and none beside two. Arguments: kinds (default all) and {@code name=value} settings.
 */
public final class ThreadsBenchmark {
  private static final int ROUNDS = 3;
  private static final int EPOCHS = 4;
  private static final int MOST_EPOCHS = 250;
  private static final double SECONDS = 1;
  private static final int HORIZON = 28;
  private static final int DAYS = 400;

  private ThreadsBenchmark() {}

  public static void main(String[] args) {
    List<String> kinds = new ArrayList<>();
    Map<String, String> settings =
        new HashMap<>(Map.of("windowsPerEpoch", "512", "patience", "1000"));
    for (String arg : args) {
      if (arg.contains("=")) {
        settings.put(arg.split("=", 2)[0], arg.split("=", 2)[1]);
      } else {
        kinds.add(arg);
      }
    }
    Dataset data = data();
    List<Epoch> ratios = new ArrayList<>();
    System.out.printf(
        "%-16s %9s %9s %9s %9s %9s%n", "ms an epoch", "one", "two", "times", "leader", "times");
    for (ModelKind kind : NeuralKinds.all()) {
      if (kinds.isEmpty() || kinds.contains(kind.card().id())) {
        ratios.add(compare(kind, data, settings));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "geometric means: %.2f times as fast on the clock, %.2f by the leader's processor time%n",
        geometricMean(ratios, Epoch::wall),
        geometricMean(ratios, Epoch::leader));
  }

  private static double geometricMean(List<Epoch> ratios, ToDoubleFunction<Epoch> ratio) {
    return Math.exp(
        ratios.stream().mapToDouble(r -> Math.log(ratio.applyAsDouble(r))).average().orElseThrow());
  }

  /** One thread's times over those of two. */
  private static Epoch compare(ModelKind kind, Dataset data, Map<String, String> settings) {
    Epoch quick = epoch(kind, data, settings, 1, EPOCHS);
    int epochs = (int) Math.max(EPOCHS, Math.min(MOST_EPOCHS, SECONDS / quick.wall));
    Epoch[] one = new Epoch[ROUNDS];
    Epoch[] two = new Epoch[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = epoch(kind, data, settings, 1, epochs);
      two[round] = epoch(kind, data, settings, 2, epochs);
    }
    Epoch single = new Epoch(fastest(one, Epoch::wall), fastest(one, Epoch::leader));
    Epoch shared = new Epoch(fastest(two, Epoch::wall), fastest(two, Epoch::leader));
    Epoch ratio = new Epoch(single.wall / shared.wall, single.leader / shared.leader);
    System.out.printf(
        Locale.ROOT,
        "%-16s %9.2f %9.2f %9.2f %9.2f %9.2f%n",
        kind.card().id(),
        1e3 * single.wall,
        1e3 * shared.wall,
        ratio.wall,
        1e3 * shared.leader,
        ratio.leader);
    return ratio;
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
      ModelKind kind, Dataset data, Map<String, String> settings, int threads, int count) {
    Map<String, String> chosen = new HashMap<>(settings);
    chosen.put("threads", Integer.toString(threads));
    chosen.putIfAbsent("epochs", Integer.toString(count));
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
