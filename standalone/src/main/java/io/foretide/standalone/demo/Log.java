package io.foretide.standalone.demo;

import io.foretide.runtime.AvroJson;
import io.foretide.runtime.CodedException;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.IngestReceipt;
import io.foretide.schemas.ModelDeployment;
import io.foretide.schemas.ModelEvent;
import io.foretide.schemas.SeriesForecast;
import io.foretide.schemas.TrainingProgress;
import io.foretide.schemas.topics.Topic;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.foretide.standalone.client.TopicReader;
import io.foretide.standalone.client.TopicReader.Entry;
import io.foretide.standalone.client.TopicReader.From;
import io.foretide.standalone.view.ProgressBars;
import io.foretide.standalone.view.Terminal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Waits for what the demo expects on the topics, in the order in which it expects it. */
final class Log implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Terminal terminal;
  private final Awaited<IngestReceipt> receipts;
  private final Awaited<TrainingProgress> progress;
  private final Awaited<ModelEvent> events;
  private final Awaited<ModelDeployment> deployments;
  private final Awaited<SeriesForecast> forecasts;

  Log(ServiceConfig config, Wire wire, Terminal terminal) {
    this.terminal = terminal;
    this.receipts = new Awaited<>("receipt", open(config, wire, Topics.INGEST_RECEIPTS));
    this.progress = new Awaited<>("end of the run", open(config, wire, Topics.TRAINING_PROGRESS));
    this.events = new Awaited<>("model event", open(config, wire, Topics.MODEL_EVENTS));
    this.deployments = new Awaited<>("deployment", open(config, wire, Topics.MODEL_DEPLOYMENTS));
    this.forecasts = new Awaited<>("forecasts", open(config, wire, Topics.FORECASTS));
  }

  private <V> TopicReader<V> open(ServiceConfig config, Wire wire, Topic<V> topic) {
    return TopicReader.open(config, wire, topic, From.NOW, terminal.out()::println);
  }

  IngestReceipt receipt(String upload) {
    return receipts.await(receipt -> receipt.getUpload().equals(upload));
  }

  /** Shows the next run as it goes on; returns how it ended. */
  TrainingProgress run() {
    ProgressBars bars = new ProgressBars(terminal);
    return progress.await(
        event -> {
          bars.show(AvroJson.of(event));
          return ProgressBars.ended(AvroJson.of(event));
        });
  }

  ModelEvent event(Predicate<ModelEvent> wanted) {
    return events.await(wanted);
  }

  ModelDeployment deployment(Predicate<ModelDeployment> wanted) {
    return deployments.await(wanted);
  }

  /** Returns when the version has forecast every series of the sample. */
  void forecastsOf(int version) {
    Set<String> series = new HashSet<>();
    forecasts.await(
        forecast -> {
          if (forecast.getVersion() == version) {
            series.add(forecast.getSeries());
          }
          return series.size() == SampleFile.PRODUCTS;
        });
  }

  @Override
  public void close() {
    receipts.reader.close();
    progress.reader.close();
    events.reader.close();
    deployments.reader.close();
    forecasts.reader.close();
  }

  /** A topic, and the records of it that nobody has waited for yet. */
  private static final class Awaited<V> {
    private final String what;
    private final TopicReader<V> reader;
    private final Deque<V> pending = new ArrayDeque<>();

    Awaited(String what, TopicReader<V> reader) {
      this.what = what;
      this.reader = reader;
    }

    V await(Predicate<V> wanted) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        while (!pending.isEmpty()) {
          V next = pending.poll();
          if (wanted.test(next)) {
            return next;
          }
        }
        for (Entry<V> entry : reader.poll(POLL)) {
          entry.value().ifPresent(pending::add);
        }
      }
      throw new CodedException(
          "FT-1710", "no " + what + " within " + PATIENCE.toMinutes() + " minutes");
    }
  }
}
