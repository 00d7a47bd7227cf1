package io.foretide.benchmarks;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.runtime.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Ticks become bars: as fast as the log is read, and the same bars as a plain batch computation,
 * bit for bit, with a kill -9 in the middle.
 *
 * <p>Three processes: the broker in this one, ingest in its own, and Kafka's ConsumerPerformance in
 * another, which reads the same topic after. The tape is put on the topic in one transaction while
 * ingest stands idle; the clock runs from the first offsets that it commits until the last, so
 * neither program's start counts. Before that, on topics of its own, another ingest reads the tape,
 * is killed half way and started again: so both programs that are measured have just been started,
 * and meet a broker that has worked for a while.
 *
 * <p>Arguments: trades (5000000), symbols (50). Ends with status 1 if a bar differs.
 */
public final class TickBenchmark {
  private static final int GRACE_SECONDS = 10;
  private static final long GIVE_UP_NANOS = 900_000_000_000L;

  private final EmbeddedStack stack;
  private final Path folder;
  private final TickTape tape;

  private TickBenchmark(EmbeddedStack stack, Path folder, TickTape tape) {
    this.stack = stack;
    this.folder = folder;
    this.tape = tape;
  }

  public static void main(String[] args) throws Exception {
    int trades = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
    int symbols = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    TickTape tape = new TickTape(trades, symbols, GRACE_SECONDS, 1);
    boolean right;
    Path folder = Files.createTempDirectory("tick-benchmark");
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      TickBenchmark benchmark = new TickBenchmark(stack, folder, tape);
      Map<String, List<Double>> expected = tape.bars(TickScene.LENGTHS);
      print(
          "%,d ticks arrive, %d of them no good; %,d bars",
          tape.arrivals(), tape.bads(), expected.size());
      right = benchmark.kill(expected) & benchmark.measure(expected);
    } finally {
      Folders.delete(folder);
    }
    System.exit(right ? 0 : 1);
  }

  private boolean measure(Map<String, List<Double>> expected)
      throws IOException, InterruptedException {
    try (TickScene scene = new TickScene(config("plain"));
        ChildJvm ingest = ingest("plain")) {
      awaitRunning(scene);
      scene.play(tape);
      double cpu = ingest.cpuSeconds();
      Rates ours = awaitAll(scene, ingest);
      print(
          "ingest took %.2f us of processor time a tick",
          (ingest.cpuSeconds() - cpu) / tape.arrivals() * 1e6);
      boolean right = compare("undisturbed", expected, scene.bars());
      double theirs = consumerPerformance(scene);
      print("ConsumerPerformance       %,12.0f ticks/s", theirs);
      print("ingest, exactly once      %,12.0f ticks/s, %.2f of it", ours.all, ours.all / theirs);
      print("  the later half of them  %,12.0f ticks/s, %.2f of it", ours.late, ours.late / theirs);
      return right;
    }
  }

  private boolean kill(Map<String, List<Double>> expected)
      throws IOException, InterruptedException {
    try (TickScene scene = new TickScene(config("killed"))) {
      try (ChildJvm ingest = ingest("killed")) {
        awaitRunning(scene);
        scene.play(tape);
        long[] progress = scene.progress();
        while (progress[0] < progress[1] / 2) {
          pause();
          progress = scene.progress();
        }
        ingest.kill();
        print("killed after %,d of %,d", progress[0], progress[1]);
      }
      try (ChildJvm ingest = ingest("killed")) {
        awaitAll(scene, ingest);
        return compare("killed", expected, scene.bars());
      }
    }
  }

  private boolean compare(
      String run, Map<String, List<Double>> expected, Map<String, List<Double>> actual) {
    // What the wall clock has closed since is not in the batch.
    Map<String, List<Double>> bars = new HashMap<>(actual);
    bars.keySet().removeIf(key -> tape.isClosing(key, TickScene.LENGTHS));
    long wrong =
        expected.entrySet().stream()
            .filter(bar -> !Objects.equals(bars.get(bar.getKey()), bar.getValue()))
            .count();
    print(
        "%s: %,d bars, %,d differ from the batch's, %,d too many",
        run, bars.size(), wrong, bars.size() - expected.size() + wrong);
    return wrong == 0 && bars.keySet().equals(expected.keySet());
  }

  /** Until ingest has taken its partitions: what it then reads, it reads at full speed. */
  private static void awaitRunning(TickScene scene) throws InterruptedException {
    long begun = System.nanoTime();
    while (!scene.running()) {
      giveUp(begun);
      pause();
    }
  }

  /**
   * Ticks per second.
   *
   * @param all from the first commit to the last
   * @param late from the first commit that has half of them
   */
  private record Rates(double all, double late) {}

  private static Rates awaitAll(TickScene scene, ChildJvm ingest) throws InterruptedException {
    long begun = System.nanoTime();
    long[] first = scene.progress();
    long[] now = first;
    while (now[0] == first[0] && now[0] < now[1]) {
      pause();
      now = scene.progress();
    }
    long since = System.nanoTime();
    long from = now[0];
    long sinceHalf = since;
    long fromHalf = from;
    while (now[0] < now[1]) {
      giveUp(begun);
      if (!ingest.alive()) {
        throw new IllegalStateException("ingest ended");
      }
      if (fromHalf < now[1] / 2) {
        sinceHalf = System.nanoTime();
        fromHalf = now[0];
      }
      pause();
      now = scene.progress();
    }
    return new Rates(
        (now[0] - from) / Seconds.since(since), (now[0] - fromHalf) / Seconds.since(sinceHalf));
  }

  private double consumerPerformance(TickScene scene) throws IOException, InterruptedException {
    Path output = folder.resolve("consumer-performance.txt");
    List<String> arguments =
        List.of(
            "--bootstrap-server", stack.bootstrapServers(),
            "--topic", scene.topic(),
            "--num-records", Integer.toString(tape.arrivals()),
            "--timeout", "30000");
    try (ChildJvm child =
        new ChildJvm(
            output, List.of("-Xmx1g"), "org.apache.kafka.tools.ConsumerPerformance", arguments)) {
      child.await(300);
    }
    List<String> lines = Files.readAllLines(output);
    lines.forEach(System.out::println);
    String[] columns = lines.get(lines.size() - 1).split(",");
    return Double.parseDouble(columns[columns.length - 1].strip());
  }

  private ChildJvm ingest(String name) throws IOException {
    Map<String, String> settings = settings(name);
    return new ChildJvm(
        folder.resolve(name + ".log"),
        // As bin/foretide starts a server.
        List.of("-Xmx1500m", "-XX:+UseParallelGC"),
        IngestMain.class.getName(),
        settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private ServiceConfig config(String name) {
    return ServiceConfig.of(settings(name));
  }

  private Map<String, String> settings(String name) {
    return Map.of(
        "bootstrap.servers", stack.bootstrapServers(),
        "schema.registry.url", stack.schemaRegistryUrl(),
        "topic.prefix", name + ".",
        "market.bars", String.join(",", TickScene.LENGTHS.keySet()),
        "market.grace.seconds", Integer.toString(GRACE_SECONDS),
        "data.dir", folder.resolve(name).toString());
  }

  private static void giveUp(long begun) {
    if (System.nanoTime() - begun > GIVE_UP_NANOS) {
      throw new IllegalStateException("it takes too long");
    }
  }

  private static void pause() {
    LockSupport.parkNanos(50_000_000);
  }

  private static void print(String line, Object... values) {
    System.out.printf(Locale.ROOT, line + "%n", values);
  }
}
