package io.foretide.ingest;

import io.foretide.runtime.Readiness;
import io.foretide.runtime.Routes;
import io.foretide.runtime.Service;
import io.foretide.runtime.ServiceConfig;
import io.foretide.schemas.topics.Topics;
import io.foretide.schemas.topics.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest service: {@code csv.uploads} in, {@code series.blocks}, {@code ingest.receipts} and
 * {@code ingest.rejects} out, exactly once.
 *
 * <p>Settings: {@code ingest.threads} (2), {@code ingest.commit.ms} (250), {@code
 * ingest.parts.timeout.seconds} (3600), {@code ingest.group.protocol} (streams, or classic for
 * brokers before 4.2).
 */
public final class IngestService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private static final int MOST_FAILURES = 100;

  private final ServiceConfig config;
  private final MeterRegistry registry;
  private final Wire wire;
  private final Thread starter;
  private final AtomicInteger failures = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Readiness startup = Readiness.starting("not started");
  private volatile KafkaStreams streams;
  private volatile KafkaStreamsMetrics streamsMetrics;

  public IngestService(ServiceConfig config, MeterRegistry registry) {
    this.config = config;
    this.registry = registry;
    this.wire = config.wire();
    this.starter = new Thread(this::startWhenPossible, "ingest-start");
    this.starter.setDaemon(true);
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public void start() {
    startup = Readiness.starting("waiting for broker and schema registry");
    starter.start();
  }

  @Override
  public List<Routes> routes() {
    return List.of();
  }

  @Override
  public Readiness readiness() {
    KafkaStreams running = streams;
    if (running == null) {
      return startup;
    }
    KafkaStreams.State state = running.state();
    return switch (state) {
      case RUNNING -> Readiness.ready("running");
      case ERROR, PENDING_ERROR, NOT_RUNNING -> Readiness.dead("stopped: " + state);
      default -> Readiness.starting(state.toString().toLowerCase(java.util.Locale.ROOT));
    };
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      starter.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (streamsMetrics != null) {
      streamsMetrics.close();
    }
    if (streams != null) {
      streams.close(CLOSE_TIMEOUT);
    }
    wire.close();
  }

  private void startWhenPossible() {
    while (closing.getCount() > 0) {
      try {
        config.prepareTopics();
        startStreams();
        return;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        startup = Readiness.starting("waiting for broker and schema registry: " + e.getMessage());
        LOG.warn("cannot start yet, trying again in {} s: {}", RETRY.toSeconds(), e.getMessage());
      }
      try {
        if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void startStreams() throws InterruptedException {
    IngestSettings settings =
        new IngestSettings(
            blockPartitions(),
            Duration.ofSeconds(config.getLong("ingest.parts.timeout.seconds", 3600)),
            MarketConfig.of(config));
    IngestTopology topology = new IngestTopology(wire, settings, new IngestMetrics(registry));
    KafkaStreams created = new KafkaStreams(topology.build(), StreamsSettings.of(config, wire));
    created.setUncaughtExceptionHandler(this::onThreadFailure);
    created.start();
    streamsMetrics = new KafkaStreamsMetrics(created);
    streamsMetrics.bindTo(registry);
    streams = created;
    LOG.info(
        "ingest started: {}, {} partitions",
        StreamsSettings.applicationId(wire),
        settings.partitions());
  }

  /** Most failures pass, so a thread is replaced; one that keeps failing says so by being dead. */
  private StreamThreadExceptionResponse onThreadFailure(Throwable failure) {
    int count = failures.incrementAndGet();
    if (count > MOST_FAILURES) {
      LOG.error("{} threads of ingest failed; it stops", count, failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error(
        "a thread of ingest failed ({} of {}) and is replaced", count, MOST_FAILURES, failure);
    try {
      closing.await(Math.min(count, 5) * 200L, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private int blockPartitions() throws InterruptedException {
    String topic = wire.name(Topics.SERIES_BLOCKS);
    try (Admin admin = config.admin()) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot describe " + topic + ": " + e.getCause().getMessage(), e.getCause());
    }
  }
}
