package io.foretide.benchmarks;

import io.foretide.models.series.SeriesId;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.topics.SeriesKeys;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How long after the send of the tick that closes it a bar has got how far, seen from outside by
 * consumers of the topics between.
 */
final class BarCloseStages implements AutoCloseable {
  /** In the order that a bar goes through them. */
  enum Stage {
    TICK_ON_LOG("tick on the log"),
    BLOCK_WRITTEN("block written"),
    BLOCK_COMMITTED("block committed"),
    FORECAST_MADE("forecast made"),
    FORECAST_READ("forecast in hand");

    private final String title;

    Stage(String title) {
      this.title = title;
    }
  }

  /** A bar that was closed: when, and of what minute. */
  private record Closed(long nanos, long millis, Instant cutoff) {}

  private final ServiceConfig config;
  private final Wire wire;
  private final Deserializer<SeriesForecast> forecasts;
  private final String forecastsTopic;
  private final List<TopicWatcher> watchers = new ArrayList<>();
  private final Map<String, Closed> closed = new ConcurrentHashMap<>();
  private volatile CountDownLatch awaited = new CountDownLatch(0);
  private final Map<Stage, Map<String, Double>> reached = new EnumMap<>(Stage.class);
  private final Map<Stage, List<Double>> kept = new EnumMap<>(Stage.class);

  /**
   * @param between whether to watch the stages in between as well, which takes processor time from
   *     what is measured
   */
  BarCloseStages(ServiceConfig config, Wire wire, boolean between) {
    this.config = config;
    this.wire = wire;
    this.forecasts = wire.deserializer(Topics.FORECASTS);
    this.forecastsTopic = wire.name(Topics.FORECASTS);
    for (Stage stage : Stage.values()) {
      reached.put(stage, new ConcurrentHashMap<>());
      kept.put(stage, new ArrayList<>());
    }
    watch(Topics.FORECASTS, "read_committed", this::forecastRead);
    if (between) {
      watch(
          Topics.MARKET_TICKS,
          "read_uncommitted",
          record -> reached(Stage.TICK_ON_LOG, record.key()));
      watch(
          Topics.SERIES_BLOCKS,
          "read_uncommitted",
          record -> reached(Stage.BLOCK_WRITTEN, symbolOfBlock(record)));
      watch(
          Topics.SERIES_BLOCKS,
          "read_committed",
          record -> reached(Stage.BLOCK_COMMITTED, symbolOfBlock(record)));
    }
  }

  private void watch(Topic<?> topic, String isolation, TopicWatcher.Sight sight) {
    watchers.add(
        new TopicWatcher(
            config.with(Map.of("kafka." + ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation)),
            wire.name(topic),
            sight));
  }

  /** Forgets which bars have been closed and what was reached by them; so many will close now. */
  void begin(int bars) {
    closed.clear();
    reached.values().forEach(Map::clear);
    awaited = new CountDownLatch(bars);
  }

  /** The tick that closes the bar is about to be sent. */
  void closes(String symbol, Instant cutoff) {
    closed.put(symbol, new Closed(System.nanoTime(), System.currentTimeMillis(), cutoff));
  }

  /** Waits for the forecasts from all bars that close; false if they took longer. */
  boolean awaitForecasts(Duration atMost) throws InterruptedException {
    return awaited.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Keeps the times of the bars since {@link #begin} for the next {@link #report}. */
  void keep() {
    reached.forEach((stage, times) -> kept.get(stage).addAll(times.values()));
  }

  /** Prints what was kept, and forgets it. */
  void report(String what) {
    kept.forEach(
        (stage, millis) -> {
          if (!millis.isEmpty()) {
            print(what + ", " + stage.title, millis);
            millis.clear();
          }
        });
  }

  private void forecastRead(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    // Who consumes forecasts reads them: until then they are not in hand.
    SeriesForecast forecast = forecasts.deserialize(forecastsTopic, record.value());
    String symbol = forecast.getIdentity().get(0);
    Closed bar = closed.get(symbol);
    if (bar != null && bar.cutoff().equals(forecast.getCutoff())) {
      double made = forecast.getMadeAt().toEpochMilli() - bar.millis();
      reached.get(Stage.FORECAST_MADE).putIfAbsent(symbol, made);
      if (reached(Stage.FORECAST_READ, symbol)) {
        awaited.countDown();
      }
    }
  }

  /** True for the first time. */
  private boolean reached(Stage stage, String symbol) {
    Closed bar = closed.get(symbol);
    return bar != null
        && reached.get(stage).putIfAbsent(symbol, (System.nanoTime() - bar.nanos()) / 1e6) == null;
  }

  private static String symbolOfBlock(ConsumerRecord<String, byte[]> record) {
    String series = SeriesKeys.seriesOfBlock(record.key()).orElseThrow();
    return SeriesId.parse(series).identity().get(0);
  }

  private static void print(String what, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-36s %,6d bars: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
        what,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10],
        sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
        sorted[sorted.length - 1]);
  }

  @Override
  public void close() {
    watchers.forEach(TopicWatcher::close);
    forecasts.close();
  }
}
