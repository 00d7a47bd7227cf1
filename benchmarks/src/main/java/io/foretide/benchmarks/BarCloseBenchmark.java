package io.foretide.benchmarks;

import io.foretide.embedded.EmbeddedStack;
import io.foretide.forecaster.ForecasterService;
import io.foretide.ingest.IngestService;
import io.foretide.models.kind.Settings;
import io.foretide.neural.LstmKind;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesForecast;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How long after a tick closes a bar the forecast from that bar is in a consumer's hands: producer,
 * broker, ingest (exactly once), forecaster with an LSTM as champion, and consumer, all on this
 * machine and in this process. The consumer reads what is committed, as consumers do here.
 *
 * <p>Arguments: symbols (500), bars of one symbol alone (200), bars of all at once (20).
 */
public final class BarCloseBenchmark {
  private static final Duration GIVE_UP = Duration.ofSeconds(20);
  private static final int WARM_UP = 5;

  private final int symbols;
  private final KafkaProducer<String, Tick> producer;
  private final String topic;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> took = new ConcurrentHashMap<>();
  private final long[] minute;

  private BarCloseBenchmark(ServiceConfig config, Wire wire, int symbols) {
    this.symbols = symbols;
    this.topic = wire.name(Topics.MARKET_TICKS);
    this.minute = new long[symbols];
    Arrays.fill(minute, BarCloseScene.FIRST_MINUTE);
    Map<String, Object> settings = new HashMap<>(config.producer());
    settings.put("linger.ms", 0);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), wire.serializer(Topics.MARKET_TICKS));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int symbols = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int alone = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int together = args.length > 2 ? Integer.parseInt(args[2]) : 20;
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
          BarCloseScene scene = new BarCloseScene(config, symbols);
          IngestService ingest = new IngestService(config, metrics);
          ForecasterService forecaster =
              new ForecasterService(config, metrics, Clock.systemUTC())) {
        scene.prepare(new LstmKind(), new Settings(Map.of("epochs", "2")));
        for (Service service : List.of(ingest, forecaster)) {
          service.start();
          while (!service.readiness().ready()) {
            LockSupport.parkNanos(20_000_000);
          }
        }
        new BarCloseBenchmark(config, wire, symbols).run(config, wire, alone, together);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(ServiceConfig config, Wire wire, int alone, int together)
      throws InterruptedException {
    KafkaConsumer<String, SeriesForecast> consumer =
        new KafkaConsumer<>(
            config.consumer(), new StringDeserializer(), wire.deserializer(Topics.FORECASTS));
    Thread reader = new Thread(() -> read(consumer, wire.name(Topics.FORECASTS)), "reader");
    reader.start();
    try {
      everybody();
      for (int i = 0; i < WARM_UP; i++) {
        everybody();
      }
      List<Double> all = new ArrayList<>();
      for (int i = 0; i < together; i++) {
        all.addAll(everybody());
      }
      report(symbols + " symbols at once", all);
      List<Double> single = new ArrayList<>();
      for (int i = 0; i < WARM_UP * 10 + alone; i++) {
        List<Double> one = close(Set.of(i % symbols));
        if (i >= WARM_UP * 10) {
          single.addAll(one);
        }
      }
      report("one symbol", single);
    } finally {
      consumer.wakeup();
      reader.join();
      producer.close();
    }
  }

  private List<Double> everybody() {
    Set<Integer> all = new java.util.TreeSet<>();
    for (int s = 0; s < symbols; s++) {
      all.add(s);
    }
    return close(all);
  }

  /**
   * Closes the current bar of each by the first tick of the next; milliseconds to each forecast.
   */
  private List<Double> close(Set<Integer> chosen) {
    took.clear();
    sent.clear();
    for (int s : chosen) {
      // Half a minute of trading first: a bar is more than its last tick.
      send(s, minute[s] * 60_000_000 + 30_000_000);
    }
    producer.flush();
    LockSupport.parkNanos(60_000_000);
    for (int s : chosen) {
      Instant cutoff = Instant.ofEpochSecond(minute[s] * 60);
      sent.put(BarCloseScene.symbol(s) + " " + cutoff, System.nanoTime());
      minute[s]++;
      send(s, minute[s] * 60_000_000);
    }
    long begun = System.nanoTime();
    while (took.size() < chosen.size()) {
      if (System.nanoTime() - begun > GIVE_UP.toNanos()) {
        throw new IllegalStateException(
            "only " + took.size() + " of " + chosen.size() + " forecasts came");
      }
      LockSupport.parkNanos(200_000);
    }
    return took.values().stream().map(nanos -> nanos / 1e6).toList();
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

  private void read(KafkaConsumer<String, SeriesForecast> consumer, String forecasts) {
    try (consumer) {
      List<TopicPartition> all =
          consumer.partitionsFor(forecasts).stream()
              .map(p -> new TopicPartition(forecasts, p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToEnd(all);
      while (true) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          SeriesForecast forecast = record.value();
          if (forecast == null) {
            continue;
          }
          String key = forecast.getIdentity().get(0) + " " + forecast.getCutoff();
          Long at = sent.get(key);
          if (at != null) {
            took.putIfAbsent(key, System.nanoTime() - at);
          }
        }
      }
    } catch (WakeupException e) {
      // The benchmark is over.
    }
  }

  private static void report(String what, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-24s %,6d bars: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
        what,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10],
        sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
        sorted[sorted.length - 1]);
  }
}
