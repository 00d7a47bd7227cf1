package io.foretide.benchmarks;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.forecaster.ForecasterService;
import io.foretide.models.baseline.SeasonalNaiveKind;
import io.foretide.models.statistical.ThetaKind;
import io.foretide.runtime.ServiceConfig;
import io.foretide.runtime.http.HttpSurface;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What swapping the live version costs those who ask: two really trained versions (seasonal naive
 * and Theta of 148 products) take turns under a steady load over HTTP, one request in ten for the
 * sum of all products. Every answer is checked against what the version that it names forecasts.
 *
 * <p>A request counts as during a swap if it was due between the move of the alias and 500 ms after
 * the first answer of the new version.
 *
 * <p>Arguments: swaps (20), requests per second (200).
 */
public final class HotSwapBenchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofSeconds(3);
  private static final Duration AFTER = Duration.ofMillis(500);
  private static final Duration GIVE_UP = Duration.ofSeconds(60);

  /** From the move of the alias until half a second after the first new answer. */
  private record Swap(int to, long moved, long answered) {
    boolean holds(long nanos) {
      return nanos >= moved && nanos <= answered + AFTER.toNanos();
    }
  }

  private HotSwapBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int swaps = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Path folder = Files.createTempDirectory("foretide-swaps");
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      ServiceConfig config =
          ServiceConfig.of(
              Map.of(
                  "bootstrap.servers",
                  stack.bootstrapServers(),
                  "schema.registry.url",
                  stack.schemaRegistryUrl(),
                  "data.dir",
                  folder.toString()));
      PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      try (SwapScene scene = new SwapScene(config);
          ForecasterService forecaster =
              new ForecasterService(config, metrics, Clock.systemUTC())) {
        scene.prepare();
        scene.publish(1, new SeasonalNaiveKind());
        scene.publish(2, new ThetaKind());
        scene.promote(1);
        forecaster.start();
        try (HttpSurface http = HttpSurface.start("127.0.0.1", 0, List.of(forecaster), metrics)) {
          measure(scene, http.port(), swaps, rate);
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static void measure(SwapScene scene, int port, int swaps, int rate)
      throws InterruptedException {
    List<Swap> done = new ArrayList<>();
    long begin;
    SteadyLoad load = new SteadyLoad(port, rate);
    try (load) {
      load.start();
      awaitVersion(load, 1);
      // Both versions have served once before the clock runs: what is measured is swapping, not
      // the first use of code.
      swap(scene, load, 2);
      swap(scene, load, 1);
      pause(WARM_UP);
      begin = System.nanoTime();
      for (int s = 1; s <= swaps; s++) {
        done.add(swap(scene, load, s % 2 == 0 ? 1 : 2));
        pause(BETWEEN);
      }
    }
    report(scene, done, load.answers().stream().filter(a -> a.dueNanos() >= begin).toList());
  }

  private static Swap swap(SwapScene scene, SteadyLoad load, int to) {
    long moved = System.nanoTime();
    scene.promote(to);
    awaitVersion(load, to);
    return new Swap(to, moved, System.nanoTime());
  }

  private static void awaitVersion(SteadyLoad load, int version) {
    long start = System.nanoTime();
    while (load.lastVersion() != version) {
      if (System.nanoTime() - start > GIVE_UP.toNanos()) {
        throw new IllegalStateException("version " + version + " did not answer in " + GIVE_UP);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void report(SwapScene scene, List<Swap> swaps, List<SteadyLoad.Answer> answers) {
    long failed = answers.stream().filter(a -> a.status() != 200).count();
    long wrong =
        answers.stream().filter(a -> a.status() == 200 && !isOfItsVersion(scene, a)).count();
    long stale = answers.stream().filter(a -> a.status() == 200 && isStale(swaps, a)).count();
    double[] during = latencies(answers, a -> swaps.stream().anyMatch(s -> s.holds(a.dueNanos())));
    double[] between =
        latencies(answers, a -> swaps.stream().noneMatch(s -> s.holds(a.dueNanos())));
    double[] toAnswer =
        swaps.stream().mapToDouble(s -> (s.answered() - s.moved()) / 1e6).sorted().toArray();
    print("%d swaps, %d requests", swaps.size(), answers.size());
    print("failed requests                        %d", failed);
    print("answers that are not of their version  %d", wrong);
    print("answers of a version already replaced  %d", stale);
    print(
        "alias moved to first answer            p50 %.0f ms, slowest %.0f ms",
        at(toAnswer, 0.5), toAnswer[toAnswer.length - 1]);
    print("latency between swaps (%6d)          %s", between.length, summary(between));
    print("latency during swaps  (%6d)          %s", during.length, summary(during));
    print("p99 during over p99 between            %.2f", at(during, 0.99) / at(between, 0.99));
  }

  /** Its numbers are those of the version that it names. */
  private static boolean isOfItsVersion(SwapScene scene, SteadyLoad.Answer answer) {
    double expected = scene.expected(answer.version(), answer.product());
    return Math.abs(answer.mean() - expected) <= 1e-4 * Math.max(1, Math.abs(expected));
  }

  /** Its version was live at no time between when it was due and when it was answered. */
  private static boolean isStale(List<Swap> swaps, SteadyLoad.Answer answer) {
    long answered = answer.dueNanos() + answer.nanos();
    for (int s = 0; s < swaps.size(); s++) {
      boolean begun = swaps.get(s).moved() <= answered;
      boolean over = s + 1 < swaps.size() && swaps.get(s + 1).answered() < answer.dueNanos();
      if (swaps.get(s).to() == answer.version() && begun && !over) {
        return false;
      }
    }
    boolean beforeAll = swaps.get(0).answered() >= answer.dueNanos();
    return !(beforeAll && answer.version() == 1);
  }

  private static double[] latencies(
      List<SteadyLoad.Answer> answers, Predicate<SteadyLoad.Answer> which) {
    return answers.stream().filter(which).mapToDouble(a -> a.nanos() / 1e6).sorted().toArray();
  }

  private static String summary(double[] sorted) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, slowest %.1f ms",
        at(sorted, 0.5),
        at(sorted, 0.95),
        at(sorted, 0.99),
        at(sorted, 1));
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  private static void pause(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
