package io.foretide.benchmarks;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.forecaster.ForecasterService;
import io.foretide.ingest.IngestService;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.Tick;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long after a tick closes a bar the forecast from that bar is in a consumer's hands: producer,
 * broker, ingest (exactly once), forecaster with a neural champion, and consumer, all on this
 * machine and in this process. The consumer reads what is committed, as consumers do here.
 *
 * <p>Between two closings lies a second, where a market of one-minute bars has a minute: time for
 * what is not waited for, the scores of the bar before. Before anything is measured, bars close
 * until the compiler has hardly anything left to do, as after some hours of a market.
 *
 * <p>Arguments: symbols (500), bars of one symbol alone (200), bars of all at once (20), bars of
 * the past that every symbol begins with (256), the champion's kind (lstm:epochs=2), and {@code
 * stages} to watch the topics in between too.
 */
public final class BarCloseBenchmark implements AutoCloseable {
  private static final Duration GIVE_UP = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofSeconds(120);
  private static final Duration BETWEEN = Duration.ofMillis(1_000);
  private static final Duration WARM_UP_BETWEEN = Duration.ofMillis(50);

  /** Symbols that take turns closing alone: none of them is silent for a minute. */
  private static final int FEW = 20;

  private static final int WARM_UP = 20;
  private static final int WARM_UP_AT_MOST = 300;

  /** Of one core, that compiler and collector may still take. */
  private static final double AT_REST = 0.15;

  private final int symbols;
  private final KafkaProducer<String, Tick> producer;
  private final String topic;
  private final BarCloseStages stages;
  private final long[] minute;

  private BarCloseBenchmark(ServiceConfig config, Wire wire, int symbols, BarCloseStages stages) {
    this.symbols = symbols;
    this.stages = stages;
    this.topic = wire.name(Topics.MARKET_TICKS);
    this.minute = new long[symbols];
    Arrays.fill(minute, BarCloseScene.FIRST_MINUTE);
    Map<String, Object> settings = new HashMap<>(config.producer());
    // Ticks that come together travel together, and whoever has no more to send flushes.
    settings.put("linger.ms", 5);
    settings.put("compression.type", "none");
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), wire.serializer(Topics.MARKET_TICKS));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int symbols = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int alone = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int together = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    int past = args.length > 3 ? Integer.parseInt(args[3]) : 256;
    Asked champion = Asked.parse(args.length > 4 ? args[4] : "lstm:epochs=2");
    boolean between = args.length > 5 && args[5].equals("stages");
    Path folder = Files.createTempDirectory("bar-close");
    try (EmbeddedStack stack = EmbeddedStack.temporary()) {
      ServiceConfig config =
          ServiceConfig.of(
              Map.of(
                  "bootstrap.servers", stack.bootstrapServers(),
                  "schema.registry.url", stack.schemaRegistryUrl(),
                  "data.dir", folder.toString()));
      config.prepareTopics();
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      try (Wire wire = config.wire();
          BarCloseScene scene = new BarCloseScene(config, symbols, past);
          IngestService ingest = new IngestService(config, metrics);
          ForecasterService forecaster =
              new ForecasterService(config, metrics, Clock.systemUTC())) {
        scene.prepare(champion.kind(), champion.settings());
        for (Service service : List.of(ingest, forecaster)) {
          service.start();
          while (!service.readiness().ready()) {
            LockSupport.parkNanos(20_000_000);
          }
        }
        try (BarCloseStages stages = new BarCloseStages(config, wire, between);
            BarCloseBenchmark benchmark = new BarCloseBenchmark(config, wire, symbols, stages)) {
          benchmark.run(alone, together);
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(int alone, int together) throws InterruptedException {
    Set<Integer> all = new TreeSet<>();
    for (int s = 0; s < symbols; s++) {
      all.add(s);
    }
    warmUp(round -> all);
    measure(symbols + " at once", together, round -> all);
    fallSilent();
    int few = Math.min(symbols, FEW);
    warmUp(round -> Set.of(round % few));
    measure("one symbol", alone, round -> Set.of(round % few));
  }

  /**
   * Nobody trades, and a minute later the wall clock has closed the bars that are open: else it
   * would do so among those that are measured.
   */
  private void fallSilent() throws InterruptedException {
    stages.begin(symbols);
    for (int s = 0; s < symbols; s++) {
      stages.closes(BarCloseScene.symbol(s), Instant.ofEpochSecond(minute[s] * 60));
      minute[s]++;
    }
    if (!stages.awaitForecasts(SILENCE)) {
      throw new IllegalStateException("the clock did not close all bars");
    }
  }

  private void warmUp(IntFunction<Set<Integer>> chosen) throws InterruptedException {
    int rounds = 0;
    double compiling = 1;
    while (compiling > AT_REST && rounds < WARM_UP_AT_MOST) {
      long began = System.nanoTime();
      double before = ThreadTimes.virtualMachineSeconds();
      for (int i = 0; i < WARM_UP; i++) {
        close(chosen.apply(rounds++), WARM_UP_BETWEEN);
      }
      compiling = (ThreadTimes.virtualMachineSeconds() - before) / Seconds.since(began);
    }
    stages.report("warming up, %d rounds".formatted(rounds));
  }

  private void measure(String what, int rounds, IntFunction<Set<Integer>> chosen)
      throws InterruptedException {
    ThreadTimes times = new ThreadTimes();
    for (int i = 0; i < rounds; i++) {
      close(chosen.apply(i), BETWEEN);
    }
    stages.report(what);
    times.report(what, rounds);
  }

  /** Closes the current bar of each by the first tick of the next; waits for each forecast. */
  private void close(Set<Integer> chosen, Duration before) throws InterruptedException {
    for (int s : chosen) {
      // Half a minute of trading first: a bar is more than its last tick.
      send(s, minute[s] * 60_000_000 + 30_000_000);
    }
    producer.flush();
    LockSupport.parkNanos(before.toNanos());
    stages.begin(chosen.size());
    for (int s : chosen) {
      stages.closes(BarCloseScene.symbol(s), Instant.ofEpochSecond(minute[s] * 60));
      minute[s]++;
      send(s, minute[s] * 60_000_000);
    }
    producer.flush();
    if (!stages.awaitForecasts(GIVE_UP)) {
      throw new IllegalStateException("not all of " + chosen.size() + " forecasts came");
    }
    stages.keep();
  }

  private void send(int symbol, long micros) {
    Instant time = Instant.EPOCH.plusSeconds(micros / 1_000_000);
    double price = 100 + symbol % 7 + micros / 60_000_000 % 5 * 0.1;
    producer.send(
        new ProducerRecord<>(
            topic,
            BarCloseScene.symbol(symbol),
            new Tick(time, price, 1.0, Long.toString(micros), null)));
  }

  @Override
  public void close() {
    producer.close();
  }
}
